/* <floor-plan data-picture data-width data-height>: a drawing with marks in its own points.

   A tap on the drawing fills the fields x and y of the form named by data-form. */

class FloorPlan extends HTMLElement {
  connectedCallback() {
    const L = window.L;
    const [width, height] = [Number(this.dataset.width), Number(this.dataset.height)];
    const sheet = [[-height, 0], [0, width]];
    this.map = L.map(this.querySelector("[data-canvas]"), { crs: L.CRS.Simple, minZoom: -4, maxZoom: 3, zoomSnap: 0.25 });
    this.map.attributionControl.setPrefix(false);
    L.imageOverlay(this.dataset.picture, sheet, { alt: this.dataset.name }).addTo(this.map);
    this.map.fitBounds(sheet, { animate: false });
    for (const row of document.querySelectorAll(`#${this.dataset.list} [data-x]`)) {
      L.marker([-Number(row.dataset.y), Number(row.dataset.x)], {
        title: row.dataset.name,
        icon: L.divIcon({ className: "map__mark is-door", html: row.dataset.number, iconSize: null }),
      }).addTo(this.map);
    }
    const form = document.getElementById(this.dataset.form);
    if (form) {
      const fresh = L.circleMarker([0, 0], { className: "map__fresh", radius: 9 });
      this.map.on("click", (event) => {
        form.elements.x.value = Math.round(event.latlng.lng);
        form.elements.y.value = Math.round(-event.latlng.lat);
        fresh.setLatLng(event.latlng).addTo(this.map);
        form.elements.name.focus();
      });
    }
  }

  disconnectedCallback() {
    this.map.remove();
  }
}

customElements.define("floor-plan", FloorPlan);
