// Cars are dragged into another order; the buttons beside them do the same by keyboard and touch.
class MotorcadeOrder extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.#start(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("drop", (event) => this.#drop(event));
    this.addEventListener("dragend", () => this.#clear());
  }

  #start(event) {
    this.dragged = event.target.closest?.("[data-car]");
    if (!this.dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.dragged.dataset.car);
    this.dragged.classList.add("is-dragged");
  }

  #over(event) {
    const under = event.target.closest?.("[data-car]");
    if (!this.dragged || !under) return;
    event.preventDefault();
    for (const car of this.#cars()) car.classList.toggle("is-over", car === under);
  }

  #drop(event) {
    const under = event.target.closest?.("[data-car]");
    if (!this.dragged || !under || under === this.dragged) return;
    event.preventDefault();
    const cars = this.#cars();
    const lies_behind = cars.indexOf(under) > cars.indexOf(this.dragged);
    const rest = cars.filter((car) => car !== this.dragged);
    rest.splice(rest.indexOf(under) + (lies_behind ? 1 : 0), 0, this.dragged);
    const form = document.getElementById(this.dataset.form);
    form.elements.cars.value = rest.map((car) => car.dataset.car).join(",");
    form.requestSubmit();
  }

  #cars() {
    return [...this.querySelectorAll("[data-car]")];
  }

  #clear() {
    for (const car of this.#cars()) car.classList.remove("is-dragged", "is-over");
    this.dragged = undefined;
  }
}

customElements.define("motorcade-order", MotorcadeOrder);
