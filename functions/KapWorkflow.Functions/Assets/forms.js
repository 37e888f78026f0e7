// A form is sent once: a second click while the first is under way does nothing. The server would notice anyway.
(() => {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  // A question that hangs on another is shown when that one is answered so. The server decides again what is asked.
  const followUps = [...document.querySelectorAll("[data-after]")];
  const show = () => followUps.forEach(field => {
    const given = [...document.getElementsByName(field.dataset.after)].filter(input => input.checked || !["radio", "checkbox"].includes(input.type));
    const owner = document.getElementsByName(field.dataset.after)[0]?.closest(".field");
    field.hidden = owner?.hidden || !given.some(input => field.dataset.at.split(",").includes(input.value));
  });
  if (followUps.length) { show(); document.addEventListener("change", show); }
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
})();
