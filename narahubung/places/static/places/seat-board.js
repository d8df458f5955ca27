/* <seat-board data-path data-hint data-picked>: a guest goes to another seat. By mouse: drag. By touch, or a
   click: the guest, then the seat. By keyboard: arrow keys, Enter, Enter, Escape lets go. Before anything is
   stored the server says what the move would break (data-path + guest + "/try/"); a clean drag is sent on
   letting go, anything else waits for the button in the hint. The list of guests does the same. */

const ASK_AFTER_MS = 120;
const SLOP_PX = 6;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class SeatBoard extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.#take(event));
    this.addEventListener("pointermove", (event) => this.#drag(event));
    this.addEventListener("pointerup", () => this.#drop());
    this.addEventListener("pointercancel", () => this.#leave());
    this.addEventListener("click", (event) => this.#choose(event.target.closest?.("[data-seat]")));
    for (const part of [this, this.hint]) part.addEventListener("keydown", (event) => this.#key(event));
  }

  get hint() {
    return document.getElementById(this.dataset.hint);
  }

  /* Dragging is for a mouse: a finger that moves scrolls the page. */
  #take(event) {
    const seat = event.target.closest("[data-guest]");
    this.dragged = false;
    if (!seat || event.button || event.pointerType === "touch") return;
    this.held = { seat, guest: seat.dataset.guest, x: event.clientX, y: event.clientY, over: null };
  }

  #drag(event) {
    const { held } = this;
    if (!held) return;
    if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLOP_PX) return;
    if (!held.moved) {
      this.#letGo();
      this.setPointerCapture(event.pointerId);
    }
    held.moved = true;
    held.seat.classList.add("is-dragged");
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("seat-board [data-seat]") ?? null;
    const over = under && under !== held.seat && !under.classList.contains("is-closed") ? under : null;
    if (over === held.over) return;
    held.over?.classList.remove("is-over");
    held.over = over;
    over?.classList.add("is-over");
    clearTimeout(held.timer);
    held.answer = over && new Promise((tell) => {
      held.timer = setTimeout(() => tell(this.#ask(held, over)), ASK_AFTER_MS);
    });
  }

  async #drop() {
    const { held } = this;
    this.dragged = Boolean(held?.moved);
    this.#leave();
    if (!held?.over || !(await held.answer)) return;
    const says = this.hint.querySelector("[data-allowed]");
    if (says.dataset.allowed === "yes") says.querySelector("form").requestSubmit();
    else says.querySelector("button").focus();
  }

  #leave() {
    this.held?.seat.classList.remove("is-dragged");
    this.held?.over?.classList.remove("is-over");
    this.held = null;
  }

  /* The guest first, then the seat; the same guest again lets go. */
  async #choose(seat) {
    if (!seat || this.dragged) {
      this.dragged = false;
      return;
    }
    const { picked } = this;
    if (!picked) {
      if (seat.dataset.guest) this.#pick(seat);
    } else if (picked.number === seat.dataset.seat) this.#letGo();
    else if (!seat.classList.contains("is-closed")) {
      picked.over = seat;
      if (await this.#ask(picked, seat)) this.hint.querySelector("button").focus({ preventScroll: true });
    }
  }

  #pick(seat) {
    seat.classList.add("is-picked");
    this.picked = { guest: seat.dataset.guest, number: seat.dataset.seat, over: null };
    const says = document.createElement("p");
    says.className = "is-picked";
    says.textContent = this.dataset.picked.replace("{seat}", seat.getAttribute("aria-label"));
    this.hint.replaceChildren(says);
  }

  #letGo() {
    this.querySelector(".is-picked")?.classList.remove("is-picked");
    this.picked = null;
    this.hint.replaceChildren();
  }

  /* Show what the move would do. Tell whether it may be offered: not where another seat was chosen meanwhile. */
  async #ask(held, over) {
    const where = new URLSearchParams({ seat_number: over.dataset.seat });
    const answer = await fetch(`${this.dataset.path}${held.guest}/try/?${where}`, { headers: { "HX-Request": "true" } }).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    if (held.over !== over) return false;
    this.hint.innerHTML = text;
    if (text) window.htmx?.process(this.hint);
    return Boolean(text);
  }

  #key(event) {
    const seat = event.target.closest("[data-seat]");
    if (event.key === "Escape") {
      const number = this.picked?.number;
      this.#leave();
      this.#letGo();
      if (number) this.#focus(this.querySelector(`[data-seat="${CSS.escape(number)}"]`));
    } else if (seat && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.#choose(seat);
    } else if (seat && STEPS[event.key]) {
      event.preventDefault();
      this.#focus(this.#next(seat, STEPS[event.key]));
    }
  }

  /* The nearest seat that way; what lies aside counts double. */
  #next(seat, [right, down]) {
    const at = (one) => {
      const box = one.querySelector("circle").getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = at(seat);
    let found = seat;
    let least = Infinity;
    for (const one of this.querySelectorAll("[data-seat]")) {
      const [toX, toY] = at(one);
      const ahead = (toX - x) * right + (toY - y) * down;
      const far = ahead + 2 * Math.abs((toX - x) * down + (toY - y) * right);
      if (ahead > 1 && far < least) [found, least] = [one, far];
    }
    return found;
  }

  #focus(seat) {
    if (!seat) return;
    for (const one of this.querySelectorAll('[data-seat][tabindex="0"]')) one.setAttribute("tabindex", "-1");
    seat.setAttribute("tabindex", "0");
    seat.focus();
  }
}

customElements.define("seat-board", SeatBoard);
