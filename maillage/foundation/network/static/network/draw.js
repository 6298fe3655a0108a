// Draws the pieces that a perimeter can be made of: a click on one ticks its box, and the box changes its colour.
"use strict";
(() => {
  const shade = (box) => ({ color: "currentColor", weight: box.checked ? 3 : 1, fillOpacity: box.checked ? 0.45 : 0.05 });

  for (const frame of document.querySelectorAll("[data-draw][hidden]")) {
    const pieces = JSON.parse(document.getElementById(frame.dataset.draw).textContent);
    frame.hidden = false;
    const map = L.map(frame.firstElementChild, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
    const { zoomIn, zoomOut } = frame.dataset;
    L.control.zoom({ position: document.dir === "rtl" ? "topright" : "topleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    const all = L.featureGroup();
    // One tooltip for all: one each would make every piece a stop of the Tab key, and the boxes are that already.
    const name = document.createElement("span");
    const tip = L.tooltip({ direction: "top" }).setContent(name);
    for (const { id, label, boundary } of pieces) {
      const box = document.querySelector(`input[name="drawn_from"][value="${CSS.escape(id)}"]`);
      if (!box) continue;
      const shape = L.geoJSON(boundary, { style: shade(box) }).addTo(all);
      shape.on("click", () => box.click());
      shape.on("mouseover", ({ latlng }) => { name.textContent = label; tip.setLatLng(latlng).addTo(map); });
      shape.on("mouseout", () => tip.remove());
      box.addEventListener("change", () => shape.setStyle(shade(box)));
    }
    if (all.getLayers().length) map.fitBounds(all.getBounds(), { padding: [16, 16], animate: false });
    all.addTo(map);
  }
})();
