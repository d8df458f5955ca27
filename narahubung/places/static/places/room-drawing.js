/* <room-drawing data-form data-key>: a tap on the drawing fills x_cm and y_cm of that form; a photo can lie under it.
 *
 * The photo never leaves the device: it is kept for this tab (it stays there when a door was put in and the page is
 * opened anew), and is gone when the tab is closed.
 */

const SVG = "http://www.w3.org/2000/svg";
const MOST_SIDE = 1600;
const PLAIN = { size: 100, across: 0, down: 0, turn: 0, strength: 55 };

class RoomDrawing extends HTMLElement {
  #photo = null; // {src, ratio, size, across, down, turn, strength}: per cent of the room's width, degrees

  connectedCallback() {
    this.addEventListener("click", (event) => this.#tap(event));
    this.addEventListener("change", (event) => event.target.type === "file" && this.#take(event.target));
    this.addEventListener("input", ({ target }) => target.type === "range" && this.#set(target.name, Number(target.value)));
    this.addEventListener("click", ({ target }) => target.closest("[data-part=away]") && this.#keep(null));
    document.body.addEventListener("htmx:afterSettle", () => this.isConnected && this.#lay());
    try {
      this.#photo = JSON.parse(sessionStorage.getItem(this.dataset.key));
    } catch {} // a tab that may keep nothing
    this.#lay();
  }

  #tap(event) {
    const drawing = this.querySelector("figure svg");
    const form = document.getElementById(this.dataset.form);
    if (!form || !drawing.contains(event.target)) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), Number(most)));
    const [x, y] = [within(at.x, drawing.dataset.width), within(at.y, drawing.dataset.height)];
    form.elements.x_cm.value = x;
    form.elements.y_cm.value = y;
    this.#show(drawing, x, y);
    form.elements.name.focus({ preventScroll: true });
  }

  #show(drawing, x, y) {
    drawing.querySelector(".places__fresh")?.remove();
    const fresh = document.createElementNS(SVG, "circle");
    for (const [name, value] of Object.entries({ class: "places__fresh", cx: x, cy: y, r: 22 })) fresh.setAttribute(name, value);
    drawing.append(fresh);
  }

  // ---- the photo -----------------------------------------------------------------------------------------

  async #take(field) {
    const [file] = field.files;
    const trouble = this.querySelector("[data-part=trouble]");
    trouble.hidden = true;
    if (!file) return;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      this.#keep({ ...PLAIN, src: canvas.toDataURL("image/jpeg", 0.8), ratio: canvas.height / canvas.width });
    } catch {
      trouble.hidden = false;
    }
    field.value = "";
  }

  #set(name, value) {
    if (this.#photo && name in PLAIN) this.#keep({ ...this.#photo, [name]: value });
  }

  #keep(photo) {
    this.#photo = photo;
    try {
      if (photo) sessionStorage.setItem(this.dataset.key, JSON.stringify(photo));
      else sessionStorage.removeItem(this.dataset.key);
    } catch {} // too large for the tab: it lies there until the page is left
    this.#lay();
  }

  #lay() {
    const figure = this.querySelector("figure");
    const drawing = figure?.querySelector("svg");
    if (!drawing) return;
    const photo = this.#photo;
    figure.classList.toggle("has-photo", Boolean(photo));
    this.querySelector("[data-part=fit]").hidden = !photo;
    if (!photo) return void drawing.querySelector(".places__photo")?.remove();
    const width = (Number(drawing.dataset.width) * photo.size) / 100;
    const height = width * photo.ratio;
    const x = (Number(drawing.dataset.width) * photo.across) / 100;
    const y = (Number(drawing.dataset.height) * photo.down) / 100;
    const image = drawing.querySelector(".places__photo") || drawing.insertBefore(document.createElementNS(SVG, "image"), drawing.firstChild);
    const turn = `rotate(${photo.turn} ${x + width / 2} ${y + height / 2})`;
    const told = { class: "places__photo", href: photo.src, x, y, width, height, transform: turn, opacity: photo.strength / 100, "aria-hidden": "true" };
    for (const [name, value] of Object.entries(told)) if (image.getAttribute(name) !== String(value)) image.setAttribute(name, value);
    for (const field of this.querySelectorAll("[data-part=fit] input")) field.value = photo[field.name];
  }
}

customElements.define("room-drawing", RoomDrawing);
