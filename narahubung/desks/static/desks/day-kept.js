// A day that the phone kept goes on without a network: what is next is found anew by the clock, every half minute,
// out of the line of time that came with the page. The server's own card comes back with the connection.

const EVERY_MS = 30_000
const SOON_MS = 30 * 60_000
const UNTOLD_MS = 3 * 3600_000
const BEGUN_MS = 4 * UNTOLD_MS
const ALL_DAY_MS = 10 * 3600_000

const card = () => document.getElementById("now")
const of = (part) => ({ part, at: Date.parse(part.dataset.at), until: Date.parse(part.dataset.until), isRide: "ride" in part.dataset })

// As the server does (desks.queries.day): what runs, what is late, what is near, what goes on.
function next(now) {
  const shown = card()
  if (shown && "begun" in shown.dataset && now - Date.parse(shown.dataset.at) < BEGUN_MS) return null
  const things = [...document.querySelectorAll("#day-rest .nh-line > li[data-at]:not(.is-done, .is-cancelled)")].map(of)
  if (shown?.dataset.at) things.push(of(shown))
  things.sort((a, b) => a.at - b.at)
  const late = things.find(({ isRide, at }) => isRide && at <= now && now - at < UNTOLD_MS)
  const part = things.filter(({ at, until }) => !(until - at >= ALL_DAY_MS))
  const ahead = part.find(({ at }) => at > now)
  const going = part.filter(({ at, until }) => at <= now && now < until).at(-1)
  const found = late || (going && !(ahead?.at <= now + SOON_MS) ? going : ahead)
  if (!found || found.part === shown) return null
  // A step stands there for want of anything nearer than an hour.
  return !shown || shown.dataset.at || found.at <= now + 3600_000 ? { ...found, goes: found === going, isLate: found === late } : null
}

function redraw(now) {
  const found = document.documentElement.dataset.live === "on" ? null : next(now)
  if (!found || found.part.id === card()?.dataset.of) return
  const words = document.getElementById("day-now").dataset
  const made = document.createElement("section")
  Object.assign(made, { className: `nh-now${found.isLate ? " is-alarm" : ""}`, id: "now" })
  made.dataset.of = found.part.id
  made.dataset.at = found.part.dataset.at
  if (found.part.dataset.until) made.dataset.until = found.part.dataset.until
  if (found.isRide) made.dataset.ride = ""
  const when = document.createElement("div")
  when.className = "when"
  const says = document.createElement("span")
  says.textContent = found.isLate ? words.wordLate : found.goes ? words.wordGoing : words.wordNext
  when.append(says, found.part.querySelector("time").cloneNode(true))
  const heading = document.createElement("h2")
  heading.textContent = [...found.part.querySelector("summary > span").childNodes]
    .filter((node) => node.nodeType === Node.TEXT_NODE || node.matches?.(".nh-change"))
    .map((node) => node.textContent)
    .join("")
    .trim()
  made.append(when, heading)
  for (const part of found.part.querySelectorAll("details > :is(.where, a.nh-btn)")) made.append(part.cloneNode(true))
  const buttons = found.part.querySelector("details > .nh-btns")
  if (buttons) made.append(formAround(buttons))
  const place = card() || document.querySelector("#day-now > :first-child")
  place ? place.replaceWith(made) : document.getElementById("day-now").append(made)
}

// The buttons post where those of the line do.
function formAround(buttons) {
  const form = buttons.closest("form").cloneNode(false)
  form.append(...[...buttons.closest("form").querySelectorAll(":scope > input[type=hidden]")].map((field) => field.cloneNode(true)))
  form.append(buttons.cloneNode(true))
  form.querySelector("button").classList.add("is-main", "is-big")
  return form
}

export function goOn(serverNow) {
  setInterval(() => redraw(serverNow()), EVERY_MS)
  redraw(serverNow())
}
