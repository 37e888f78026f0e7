// A form is sent once: a second click while the first is under way does nothing. The server would notice anyway.
(() => {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
})();
