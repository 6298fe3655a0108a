// Draws the pieces that a perimeter can be made of: a click on one ticks its box, and the box changes its colour.
"use strict";
(() => {
  const shade = (box) => ({ color: "currentColor", weight: box.checked ? 3 : 1, fillOpacity: box.checked ? 0.45 : 0.05 });

  for (const frame of document.querySelectorAll("[data-draw][hidden]")) {
    const pieces = JSON.parse(document.getElementById(frame.dataset.draw).textContent);
    frame.hidden = false;
    const map = L.map(frame.firstElementChild, { zoomControl: false, attributionControl: false, scrollWheelZoom: false });
    const { zoomIn, zoomOut } = frame.dataset;
    L.control.zoom({ position: document.dir === "rtl" ? "topright" : "topleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    const all = L.featureGroup();
    for (const { id, label, boundary } of pieces) {
      const box = document.querySelector(`input[name="drawn_from"][value="${CSS.escape(id)}"]`);
      if (!box) continue;
      const shape = L.geoJSON(boundary, { style: shade(box) }).addTo(all);
      const name = document.createElement("span");
      name.textContent = label;
      shape.bindTooltip(name);
      shape.on("click", () => box.click());
      box.addEventListener("change", () => shape.setStyle(shade(box)));
    }
    if (all.getLayers().length) map.fitBounds(all.getBounds(), { padding: [16, 16], animate: false });
    all.addTo(map);
  }
})();
