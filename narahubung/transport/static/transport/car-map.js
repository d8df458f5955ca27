/* <car-map data-land="…"> draws what the list beside it says: each [data-mark] is a dot or a car.

   The list is the truth and is fetched anew by htmx; the map follows it. Leaflet (global L) sets its
   styles through the DOM, which the content security policy allows. */

const BEYOND = 14; // the closest view of its own accord

class CarMap extends HTMLElement {
  connectedCallback() {
    const L = window.L;
    this.list = document.getElementById(this.dataset.list);
    this.map = L.map(this.querySelector("[data-canvas]"), { zoomSnap: 0.5, minZoom: 3, maxZoom: 18 });
    this.map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.ground(L);
    this.layer = L.layerGroup().addTo(this.map);
    this.marks = new Map();
    this.draw(true);
    this.watcher = new MutationObserver(() => this.draw(false));
    this.watcher.observe(this.list, { childList: true, subtree: true, attributes: true });
    this.list.addEventListener("click", (event) => this.show(event));
    this.resized = new ResizeObserver(() => this.map.invalidateSize());
    this.resized.observe(this);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    this.resized.disconnect();
    this.map.remove();
  }

  ground(L) {
    if (this.dataset.tiles) {
      L.tileLayer(this.dataset.tiles, { attribution: text(this.dataset.credit), maxZoom: 18 }).addTo(this.map);
      return;
    }
    this.map.attributionControl.addAttribution("Natural Earth");
    fetch(this.dataset.land)
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((land) => land && L.geoJSON(land, { interactive: false, className: "map__land", style: { weight: 1 } }).addTo(this.map).bringToBack());
  }

  draw(first) {
    const L = window.L;
    this.layer.clearLayers();
    this.marks.clear();
    const cars = [];
    const all = [];
    for (const row of this.list.querySelectorAll("[data-mark]")) {
      const at = [Number(row.dataset.lat), Number(row.dataset.lon)];
      const isCar = row.dataset.kind === "car";
      if (isCar && row.dataset.trail) {
        const trail = row.dataset.trail.split(" ").map((pair) => pair.split(",").map(Number));
        L.polyline([...trail, at], { className: "map__trail", interactive: false }).addTo(this.layer);
      }
      if (isCar && Number(row.dataset.accuracy) > 50) {
        L.circle(at, { radius: Number(row.dataset.accuracy), className: "map__about", interactive: false }).addTo(this.layer);
      }
      const mark = L.marker(at, {
        title: row.dataset.name,
        alt: row.dataset.name,
        zIndexOffset: isCar ? 1000 : 0,
        icon: L.divIcon({ className: `map__mark is-${row.dataset.kind}${"old" in row.dataset ? " is-old" : ""}`, html: text(row.dataset.code || ""), iconSize: null }),
      }).addTo(this.layer);
      mark.bindTooltip(text(row.dataset.name), { direction: "top" });
      this.marks.set(row.dataset.mark, mark);
      (isCar ? cars : all).push(at);
    }
    const seen = [...cars, ...all];
    if (first && seen.length) this.map.fitBounds(L.latLngBounds(seen), { padding: [36, 36], maxZoom: BEYOND, animate: false });
    else if (first) this.map.setView([0, 0], 3);
  }

  show(event) {
    const button = event.target.closest("[data-show]");
    const mark = button && this.marks.get(button.dataset.show);
    if (!mark) return;
    this.map.setView(mark.getLatLng(), Math.max(this.map.getZoom(), BEYOND), { animate: false });
    mark.openTooltip();
    this.scrollIntoView({ block: "nearest" });
  }
}

function text(words) {
  const holder = document.createElement("span");
  holder.textContent = words || "";
  return holder.innerHTML;
}

customElements.define("car-map", CarMap);
