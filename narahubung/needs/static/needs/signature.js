// A place to sign with a finger: what is drawn becomes the file of the input inside, as PNG.
// It is drawn in a shadow, which stays when the page around refreshes its parts.
class SignHere extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot || !window.DataTransfer) return;
    this.canvas = document.createElement("canvas");
    this.canvas.width = 840;
    this.canvas.height = 280;
    this.canvas.part = "board";
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", this.dataset.hint);
    const hint = document.createElement("span");
    hint.part = "hint";
    hint.textContent = this.dataset.hint;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.part = "clear";
    clear.textContent = this.dataset.clear;
    this.attachShadow({ mode: "open" }).append(hint, this.canvas, clear, document.createElement("slot"));
    this.pen = this.canvas.getContext("2d");
    this.blank();
    clear.addEventListener("click", () => this.wipe());
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.keep());
    this.closest("form")?.addEventListener("htmx:afterRequest", (event) => event.detail.successful && this.wipe());
  }

  get input() {
    return this.querySelector('input[type="file"]');
  }

  wipe() {
    this.blank();
    this.input.value = "";
  }

  blank() {
    this.pen.fillStyle = "#fff";
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.pen.lineWidth = 5;
    this.pen.lineCap = this.pen.lineJoin = "round";
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * this.canvas.width) / box.width, ((event.clientY - box.top) * this.canvas.height) / box.height];
  }

  begin(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.pen.beginPath();
    this.pen.moveTo(...this.at(event));
  }

  draw(event) {
    if (!this.drawing) return;
    this.pen.lineTo(...this.at(event));
    this.pen.stroke();
  }

  keep() {
    if (!this.drawing) return;
    this.drawing = false;
    this.canvas.toBlob((drawn) => {
      const files = new DataTransfer();
      files.items.add(new File([drawn], "signature.png", { type: "image/png" }));
      this.input.files = files.files;
    }, "image/png");
  }
}
customElements.define("sign-here", SignHere);
