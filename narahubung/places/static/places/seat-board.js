/* <seat-board data-path data-hint>: a guest is dragged to another seat. While the guest hangs over a seat
   the server says what the move would break (data-path + guest + "/try/"); a clean move is sent on letting
   go, any other one waits for the button in the hint. By keyboard the list of guests does the same. */

const ASK_AFTER_MS = 120;
const SLOP_PX = 6;

class SeatBoard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("pointermove", (event) => this.#drag(event));
    this.addEventListener("pointerup", () => this.#drop());
    this.addEventListener("pointercancel", () => this.#leave());
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#leave());
  }

  get hint() {
    return document.getElementById(this.dataset.hint);
  }

  #take(event) {
    const seat = event.target.closest("[data-guest]");
    if (!seat || event.button) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.held = { seat, guest: seat.dataset.guest, x: event.clientX, y: event.clientY, over: null, answer: null };
  }

  #drag(event) {
    const { held } = this;
    if (!held) return;
    if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLOP_PX) return;
    held.moved = true;
    held.seat.classList.add("is-dragged");
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("seat-board [data-seat]") ?? null;
    if (over === held.over) return;
    held.over?.classList.remove("is-over");
    held.over = over && over !== held.seat && !over.classList.contains("is-closed") ? over : null;
    held.over?.classList.add("is-over");
    clearTimeout(held.timer);
    held.answer = held.over && new Promise((tell) => {
      held.timer = setTimeout(() => this.#ask(held, held.over).then(tell), ASK_AFTER_MS);
    });
  }

  async #ask(held, over) {
    const where = new URLSearchParams({ seat_number: over.dataset.seat });
    const answer = await fetch(`${this.dataset.path}${held.guest}/try/?${where}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (held.over !== over) return;
    if (answer?.ok) {
      this.hint.innerHTML = await answer.text();
      window.htmx?.process(this.hint);
    } else this.hint.textContent = "";
  }

  async #drop() {
    const { held } = this;
    this.#leave();
    if (!held?.over) return;
    await held.answer;
    const says = this.hint.querySelector("[data-allowed]");
    if (says?.dataset.allowed === "yes") says.querySelector("form").requestSubmit();
    else says?.querySelector("button")?.focus();
  }

  #leave() {
    this.held?.seat.classList.remove("is-dragged");
    this.held?.over?.classList.remove("is-over");
    this.held = null;
  }
}

customElements.define("seat-board", SeatBoard);
