// Draws the maps of a page from their JSON. The page says the same in words: a map that cannot be drawn is not missed.
"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Several services at one address are one point with several lines.
  const gathered = (points) => {
    const places = new Map();
    for (const point of points) {
      const key = `${point.latitude} ${point.longitude}`;
      places.set(key, [...(places.get(key) ?? []), point]);
    }
    return [...places.values()];
  };

  // Labels become text, never markup.
  const listed = (points) => {
    const list = document.createElement("ul");
    list.dir = document.documentElement.dir;
    list.setAttribute("role", "list");
    for (const { label, url } of points) {
      const line = list.appendChild(document.createElement("li"));
      const words = url ? line.appendChild(document.createElement("a")) : line;
      if (url) words.href = url;
      words.textContent = label;
    }
    return list;
  };

  const marked = (points, map) => {
    const [{ latitude, longitude }] = points;
    const marker = L.circleMarker([latitude, longitude], { radius: 9, weight: 3, color: "currentColor", fillOpacity: 0.75 });
    marker.addTo(map).bindPopup(listed(points), { autoPanPadding: [24, 24] });
    const path = marker.getElement();
    path.setAttribute("tabindex", "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", points.map((point) => point.label).join(", "));
    path.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      marker.openPopup();
      marker.getPopup().getElement()?.querySelector("a[href]:not(.leaflet-popup-close-button)")?.focus();
    });
    marker.on("popupclose", () => { if (marker.getPopup().getElement()?.contains(document.activeElement)) path.focus(); });
    return marker;
  };

  const draw = (frame) => {
    const { boundaries, points, tiles } = JSON.parse(document.getElementById(frame.dataset.map).textContent);
    frame.hidden = false;
    const map = L.map(frame.firstElementChild, {
      zoomControl: false,
      zoomSnap: tiles ? 1 : 0.25, // tiles are sharp at whole steps only; lines always are
      attributionControl: Boolean(tiles),
      scrollWheelZoom: false, // the wheel scrolls the page
      dragging: !L.Browser.mobile, // one finger scrolls the page, two move the map
      zoomAnimation: !calm,
      fadeAnimation: !calm,
    });
    const { zoomIn, zoomOut, close } = frame.dataset;
    L.control.zoom({ position: document.dir === "rtl" ? "topright" : "topleft", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    map.on("popupopen", ({ popup }) => popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", close));
    frame.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
    if (tiles) {
      map.attributionControl.setPrefix(false);
      L.tileLayer(tiles.url, { maxZoom: 19, attribution: tiles.attribution }).addTo(map);
    }
    const base = L.geoJSON(boundaries, { interactive: false, style: { color: "currentColor", weight: 2, fillOpacity: 0.06 } });
    const area = base.getBounds();
    points.forEach(({ latitude, longitude }) => area.extend([latitude, longitude]));
    map.fitBounds(area, { padding: [16, 16], maxZoom: 16, animate: false });
    base.addTo(map);
    gathered(points).forEach((place) => marked(place, map));
  };

  const drawAll = (root) => {
    for (const frame of root.querySelectorAll("[data-map][hidden]")) draw(frame);
  };

  // A page that includes two maps loads this file twice: the second time there is nothing left to draw.
  drawAll(document);
  document.addEventListener("htmx:load", (event) => drawAll(event.target));
})();
