// The officer's day: the minutes left run on by themselves, and the day is fetched anew when it is looked at.

const EVERY_MS = 10_000
// The server's clock is right, also where a sample event stands at another day; the phone only counts on.
// A page that the phone kept counts on from when it was fetched.
const fetched = Number(document.documentElement.dataset.kept) || Date.now()
const ahead = (Date.parse(document.querySelector("[data-clock]")?.dateTime) || fetched) - fetched
const serverNow = () => Date.now() + ahead

function refresh() {
  const topic = document.getElementById("day-now")?.dataset.topic
  if (topic) document.body.dispatchEvent(new CustomEvent(topic))
}

// A phone that comes out of the pocket shows this minute, not the one at which it went in.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") refresh()
})

class LeftTime extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.say(), EVERY_MS)
    this.say()
  }
  disconnectedCallback() {
    clearInterval(this.timer)
  }
  attributeChangedCallback() {
    this.say()
  }
  say() {
    const until = Date.parse(this.getAttribute("until") || "")
    if (Number.isNaN(until) || !this.dataset.left) return
    const minutes = Math.floor((until - serverNow()) / 60_000)
    const was = this.minutes
    this.minutes = minutes
    const words = minutes < 0 ? this.dataset.late : minutes < 60 ? this.dataset.left : this.dataset.hours
    const [hours, rest] = minutes < 0 ? [0, -minutes] : minutes < 60 ? [0, minutes] : [Math.floor(minutes / 60), minutes % 60]
    const text = words.replace("{h}", hours).replace("{n}", rest)
    if (this.textContent !== text) this.textContent = text
    // The moment has come: what is next is another thing now.
    if (was >= 0 && minutes < 0) refresh()
  }
}
LeftTime.observedAttributes = ["until"]

customElements.define("left-time", LeftTime)

// Who asked may be gone when the answer comes (a tap before this one took the button away). htmx then looks for the
// other parts of the answer beside the one that is gone, and finds none: the day is fetched anew instead.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const asked = detail.requestConfig?.elt
  if (!asked || asked.isConnected || detail.target?.id !== "day-now") return
  detail.shouldSwap = false
  refresh()
})

if (document.documentElement.dataset.kept) import("./day-kept.js").then(({ goOn }) => goOn(serverNow))
