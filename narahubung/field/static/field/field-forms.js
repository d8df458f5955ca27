// What a form that may wait says: its key, its body, what it showed before, and how a person would name it.

import { LANES, sha256, uuid7 } from "./field-store.js"; // the semicolon is how collecting finds it

const MOST_NEEDED = 50 // the server reads no more
export const SECRETS = ["csrfmiddlewaretoken", "key"]

export const pathOf = (address) => new URL(address, location.href).pathname
export const isBusy = (status) => [0, 502, 503, 504].includes(status)

// The key of the gesture: what the form bears, else a new one, which it bears from now on.
export function keyOf(post) {
  const known = post.entries.get("key")
  if (known) return known
  const key = uuid7()
  post.entries.set("key", key)
  return key
}

export function bodyFor(form, entries) {
  return form.enctype === "multipart/form-data" ? entries : new URLSearchParams([...entries].map(([name, value]) => [name, String(value)]))
}

// The form once more, with the button that was pressed and the key that was used.
export function copyOf(form, entries) {
  for (const [name, value] of entries) {
    if (typeof value !== "string" || form.elements.namedItem(name)?.value === value) continue
    const field = document.createElement("input")
    Object.assign(field, { type: "hidden", name, value })
    form.append(field)
  }
  return form
}

// Of each field the value that the page showed: who else changed it meanwhile is then found out.
export async function baseOf(form, { policy }) {
  const base = {}
  if (policy !== "field" || !form) return base
  for (const field of form.elements) {
    if (!field.name || SECRETS.includes(field.name) || field.type === "file" || field.type === "submit") continue
    const isTick = field.type === "checkbox" || field.type === "radio"
    if (isTick && !field.defaultChecked) continue
    const chosen = field.options && [...field.options].find((option) => option.defaultSelected)
    base[field.name] = `sha256:${await sha256(field.options ? (chosen?.value ?? "") : (field.defaultValue ?? field.value))}`
  }
  return base
}

// What must have ended before: whatever waits of the same thing in a lane that goes earlier. So a photo follows its
// parent. Never the other way round: what is urgent waits for nothing.
export function neededBy({ path, lane }, queued) {
  const thing = thingOf(path)
  const isEarlier = (other) => LANES.indexOf(other.class) < LANES.indexOf(lane)
  return thing ? queued.filter((other) => isEarlier(other) && thingOf(other.path) === thing).map(({ id }) => id).slice(-MOST_NEEDED) : []
}

// /e/g20/duties/step/12/photo/ is about /e/g20/duties/step/12/: an address up to the number in it.
const thingOf = (path) => path.match(/^.*\/\d+\//)?.[0]

// How the phone's own list names it: the button and where it stands, the words that were typed.
export function wordsOf({ form, submitter, entries }) {
  const around = submitter?.closest("li, section, details")?.querySelector(".day__text, summary, h2, h3")
  const button = submitter?.textContent.trim().replace(/\s+/g, " ") || ""
  const said = [...(form?.querySelectorAll("textarea, input[type=text], input:not([type])") || [])]
    .map((field) => String(entries.get(field.name) ?? "").trim())
    .filter(Boolean)
  const heading = short(around?.textContent.trim().replace(/\s+/g, " ") || "", 80)
  const label = said.length ? button || heading : [button, heading].filter((text, place, all) => text && all.indexOf(text) === place).join(" · ")
  return { label: short(label, 160), text: said.join(" · "), tap: submitter?.name ? [submitter.name, submitter.value] : null }
}

const short = (text, most) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text)

// The form is empty again, and the next gesture has another key.
export function renew(form, submitter) {
  if (!form?.isConnected) return
  form.reset()
  for (const key of form.querySelectorAll('input[type="hidden"][name="key"]')) key.value = uuid7()
  if (!submitter?.name && form.matches(".nh-form")) form.closest("details")?.removeAttribute("open")
}
