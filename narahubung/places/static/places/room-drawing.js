/* <room-drawing data-form>: a tap on the drawing fills x_cm and y_cm of that form. */

class RoomDrawing extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#tap(event));
  }

  #tap(event) {
    const drawing = this.querySelector("svg");
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
    const fresh = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ class: "places__fresh", cx: x, cy: y, r: 22 })) fresh.setAttribute(name, value);
    drawing.append(fresh);
  }
}

customElements.define("room-drawing", RoomDrawing);
