// A place's point on the map: a click sets the two numbers of the form, and the numbers move the point.
"use strict";
(() => {
  for (const frame of document.querySelectorAll("[data-point][hidden]")) {
    const form = frame.closest("form");
    const longitude = form.elements.longitude;
    const latitude = form.elements.latitude;
    const territory = form.elements.territory;
    const { boundaries, tiles } = JSON.parse(document.getElementById(frame.dataset.point).textContent);
    frame.hidden = false;
    const map = L.map(frame.querySelector("[role=application]"), {
      zoomControl: false,
      zoomSnap: tiles ? 1 : 0.25,
      attributionControl: Boolean(tiles),
      scrollWheelZoom: false, // the wheel scrolls the page
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    const { zoomIn, zoomOut } = frame.dataset;
    L.control.zoom({ position: document.dir === "rtl" ? "topright" : "topleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    if (tiles) {
      map.attributionControl.setPrefix(false);
      L.tileLayer(tiles.url, { maxZoom: 19, attribution: tiles.attribution }).addTo(map);
    }
    const style = { color: "currentColor", weight: 2, fillOpacity: 0.06 };
    const shapes = new Map(Object.entries(boundaries).map(([id, boundary]) => [id, L.geoJSON(boundary, { interactive: false, style })]));
    const all = L.featureGroup([...shapes.values()]);
    const marker = L.circleMarker([0, 0], { radius: 9, weight: 3, color: "currentColor", fillOpacity: 0.75, interactive: false });
    const typed = () => [parseFloat(latitude.value), parseFloat(longitude.value)];
    const known = () => typed().every(Number.isFinite);

    const show = () => {
      if (known()) marker.setLatLng(typed()).addTo(map);
      else marker.remove();
    };
    const fit = () => {
      const chosen = shapes.get(territory?.value);
      if (chosen) map.fitBounds(chosen.getBounds(), { padding: [16, 16], animate: false });
      else if (known()) map.setView(typed(), 14, { animate: false });
      else if (shapes.size) map.fitBounds(all.getBounds(), { padding: [16, 16], animate: false });
      else map.setView([50, 7], 5, { animate: false });
    };
    const set = ({ lat, lng }) => {
      const at = L.latLng(lat, lng).wrap();
      latitude.value = at.lat.toFixed(6);
      longitude.value = at.lng.toFixed(6);
      for (const box of [latitude, longitude]) box.dispatchEvent(new Event("input", { bubbles: true }));
    };

    fit();
    all.addTo(map);
    show();
    map.on("click", ({ latlng }) => set(latlng));
    for (const box of [latitude, longitude]) box.addEventListener("input", show);
    territory?.addEventListener("change", fit);
    frame.querySelector("[data-middle]").addEventListener("click", () => set(map.getCenter()));
  }
})();
