/* <share-position data-to data-stop>: sends this phone's place while the switch is on, and says so.

   It begins only when pressed, and stops when pressed again, when the trip is over (the server then
   answers 410 or 404) or when the page is closed. What cannot be sent is not kept: an old place is
   of no use to anybody. */

const EVERY_MS = 10000;

class SharePosition extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.says = this.querySelector("[data-says]");
    this.button.addEventListener("click", () => (this.watching === undefined ? this.begin() : this.end()));
    this.sent = 0;
    if (!("geolocation" in navigator)) this.say("cannot");
  }

  disconnectedCallback() {
    this.rest();
  }

  begin() {
    if (!("geolocation" in navigator)) return;
    this.say("asking");
    this.watching = navigator.geolocation.watchPosition(
      (place) => this.send(place),
      (problem) => this.failed(problem),
      { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 },
    );
    this.button.setAttribute("aria-pressed", "true");
  }

  async end() {
    this.rest();
    try {
      await this.post(this.dataset.stop, {});
      this.say("stopped");
    } catch {
      this.say("lost");
    }
  }

  rest() {
    if (this.watching !== undefined) navigator.geolocation.clearWatch(this.watching);
    this.watching = undefined;
    this.button.setAttribute("aria-pressed", "false");
    this.classList.remove("is-on");
  }

  async send(place) {
    if (Date.now() - this.sent < EVERY_MS) return;
    this.sent = Date.now();
    const { latitude, longitude, accuracy } = place.coords;
    try {
      const answer = await this.post(this.dataset.to, { latitude, longitude, accuracy, read_at: Math.round(place.timestamp) });
      if (this.watching === undefined) return;
      if (answer.ok) {
        this.classList.add("is-on");
        this.say("on");
      } else {
        this.rest();
        this.say(answer.status === 410 || answer.status === 404 ? "over" : "refused");
      }
    } catch {
      this.say("lost");
    }
  }

  failed(problem) {
    if (problem.code === problem.PERMISSION_DENIED) {
      this.rest();
      this.say("denied");
    } else this.say("searching");
  }

  say(what) {
    this.says.textContent = this.dataset[`says${what[0].toUpperCase()}${what.slice(1)}`] || "";
  }

  post(address, values) {
    const body = new URLSearchParams({ ...values, key: crypto.randomUUID(), csrfmiddlewaretoken: this.querySelector("[name=csrfmiddlewaretoken]").value });
    return fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
  }
}

customElements.define("share-position", SharePosition);
