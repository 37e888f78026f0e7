// The browser knows its time zone; the person need not choose it. Nothing is kept on the device.
(() => {
  const select = document.querySelector("form[data-zone] select[name=timeZone]");
  if (!select) return;
  let zone;
  try { zone = Intl.DateTimeFormat().resolvedOptions().timeZone; } catch { return; }
  if (!zone) return;
  if (![...select.options].some(option => option.value === zone)) select.add(new Option(zone, zone), 0);
  select.value = zone;
})();
