// What every page can do: keys, theme, clock and relative times, toasts, refusals and errors in words.

const page = document.documentElement
const toasts = document.getElementById("nh-toasts")
const refusals = document.getElementById("nh-refusal")
const TOAST_MS = 7000

// ---- toasts, refusals, errors -------------------------------------------------------------------

export function toast(text, is = "") {
  if (!toasts || !text) return
  const box = document.createElement("div")
  box.className = is ? `nh-toast is-${is}` : "nh-toast"
  const says = document.createElement("span")
  says.textContent = text
  const close = document.createElement("button")
  close.type = "button"
  close.textContent = "×"
  close.setAttribute("aria-label", toasts.dataset.wordClose)
  close.dataset.close = ""
  box.append(says, close)
  toasts.append(box)
  setTimeout(() => box.remove(), is === "alarm" ? TOAST_MS * 2 : TOAST_MS)
}

const word = (name) => toasts?.dataset[name] || ""

// The server says HX-Trigger: {"toast": "sentence"} or {"toast": {"text": "sentence", "is": "done"}}.
document.addEventListener("toast", ({ detail }) => {
  const said = detail?.value ?? detail
  if (typeof said === "string") toast(said)
  else toast(said?.text, said?.is)
})

// A refusal never takes the place of what was asked for: it is shown above, and the page stays as it was.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status < 400) {
    if (detail.requestConfig?.verb !== "get") refusals?.replaceChildren()
    return
  }
  if (!/\bdata-refusal\b/.test(detail.serverResponse) || !refusals) return
  detail.target = refusals
  detail.swapOverride = "innerHTML"
  detail.shouldSwap = true
  detail.isError = false
})
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target !== refusals || refusals.querySelector("[data-close]")) return
  const close = document.createElement("button")
  close.type = "button"
  close.className = "nh-btn is-bare is-icon"
  close.textContent = "×"
  close.setAttribute("aria-label", word("wordClose"))
  close.dataset.close = ""
  refusals.firstElementChild?.append(close)
})
// Where the page renewed itself while an act was on the way, its form is gone. htmx looks for `morph` above
// the form, finds nothing there and would put the part into itself: the part that is to change asks instead.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const asker = detail.requestConfig?.elt
  if (!detail.shouldSwap || detail.swapOverride || !asker || asker.isConnected || !detail.target.isConnected) return
  const [swapStyle] = (asker.closest("[hx-swap]")?.getAttribute("hx-swap") || "").split(" ")
  if (!swapStyle.startsWith("morph")) return
  detail.shouldSwap = false
  htmx.swap(detail.target, detail.serverResponse, { swapStyle, swapDelay: 0, settleDelay: 0 }, { contextElement: detail.target })
})
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
  const says = { 401: "wordSignin", 403: "wordSignin", 404: "wordMissing", 429: "wordBusy" }[xhr.status]
  toast(word(says || "wordFailed"), "alarm")
})
for (const name of ["htmx:sendError", "htmx:timeout"])
  document.addEventListener(name, ({ detail }) => {
    // A part that refreshes itself is silent: the connection state already tells that we are cut off.
    if (detail.requestConfig?.verb !== "get") toast(word("wordLost"), "alarm")
  })

// ---- what a person has typed, chosen or opened survives a refresh of the part around it -----------

// Only of fields: the value of a button, an option or a progress bar is the server's to say.
const isTheirs = {
  value: (field) => field.matches("input, textarea") && (field === document.activeElement || field.value !== field.defaultValue),
  checked: (field) => field.checked !== field.defaultChecked,
  selected: (option) => option.selected !== option.defaultSelected,
  open: (part) => part.localName === "details",
}
if (window.Idiomorph) {
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, field) => !(isTheirs[name]?.(field) ?? false)
  // A long list sends what did not change as `<li id="…" data-same></li>`: what stands there stays.
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (_, fresh) => !("same" in (fresh.dataset || {}))
}

// What was kept is no longer half typed: its form is empty again, and shut.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig?.elt
  if (detail.requestConfig?.verb !== "post" || detail.xhr.status >= 300 || !(form instanceof HTMLFormElement)) return
  form.reset()
  if (form.matches(".nh-form")) form.closest("details")?.removeAttribute("open")
})

// ---- one act, one key; no double press ----------------------------------------------------------

// A key lives until its act succeeded: a second press, or a resend after a lost reply, finds the same act.
const keyOf = new WeakMap()

function fillKeys(root) {
  for (const key of root.querySelectorAll('input[type="hidden"][name="key"]'))
    if (!key.value) key.value = newKey()
}

document.addEventListener("htmx:configRequest", ({ target, detail }) => {
  if (detail.verb === "get" || detail.parameters.key) return
  if (!keyOf.has(target)) keyOf.set(target, newKey())
  detail.parameters.key = keyOf.get(target)
})
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (!detail.successful || detail.requestConfig.verb === "get") return
  keyOf.delete(target)
  for (const key of target.querySelectorAll?.('input[type="hidden"][name="key"]') || []) key.value = newKey()
})

// RFC 9562, version 7: the time first. (randomUUID needs a secure context, which plain http is not.)
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let place = 5, rest = Date.now(); place >= 0; place--, rest = Math.floor(rest / 256)) bytes[place] = rest % 256
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

// While an act is on the way its buttons rest; `aria-busy` tells that from a button that the server shut.
function rest(form, isOnTheWay) {
  if (!form.matches?.("form[method=post], form[hx-post]")) return
  form.ariaBusy = isOnTheWay ? "true" : null
  for (const button of form.querySelectorAll("button:not([type=button])")) button.toggleAttribute("disabled", isOnTheWay)
}
document.addEventListener("htmx:beforeSend", ({ target }) => rest(target, true))
document.addEventListener("htmx:afterRequest", ({ target }) => rest(target, false))

// ---- clock and relative times -------------------------------------------------------------------

const language = page.lang || "id"
// In short, Indonesian writes a day as "h", which reads as an hour.
const style = language === "id" ? "long" : "short"
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always", style })
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]]
// A page that the phone kept counts on from when it was fetched, not from when it is shown again.
const opened = Number(page.dataset.kept) || Date.now()
const clocks = [...document.querySelectorAll("[data-clock]")].map((place) => ({
  place,
  // The server's clock is right, also where a sample event stands at another day; the device only counts on.
  ahead: Date.parse(place.dateTime) - opened,
  shows: new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: place.dataset.timezone || undefined }),
}))
const now = () => Date.now() + (clocks[0]?.ahead ?? 0)

function write(place, text) {
  if (place.textContent !== text) place.textContent = text
}

function tick() {
  for (const { place, ahead, shows } of clocks) {
    const at = new Date(Date.now() + ahead)
    write(place, shows.format(at).replace(":", "."))
  }
  for (const place of document.querySelectorAll("time[data-rel]")) {
    const seconds = (Date.parse(place.dateTime) - now()) / 1000
    const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) || UNITS[2]
    write(place, relative.format(Math.trunc(seconds / size), unit).replace(" yang ", " "))
  }
}

// ---- theme --------------------------------------------------------------------------------------

function showTheme(chosen) {
  if (chosen === "auto") delete page.dataset.bsTheme
  else page.dataset.bsTheme = chosen
  for (const button of document.querySelectorAll("[data-theme-to]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeTo === chosen))
}

function chooseTheme(chosen) {
  const age = chosen === "auto" ? 0 : 31536000
  document.cookie = `nh_theme=${chosen}; path=/; max-age=${age}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`
  showTheme(chosen)
}

// ---- pressing -----------------------------------------------------------------------------------

function closeAround(button) {
  const around = button.closest("dialog, .nh-toast, #nh-refusal > *, #nh-side > *")
  if (around instanceof HTMLDialogElement) around.close()
  else takeAway(around)
}

// Whoever stood in what goes away stands again where it was opened from.
function takeAway(part) {
  const goesBack = part?.parentElement === side && part.contains(document.activeElement)
  part?.remove()
  if (goesBack) again(opener)?.focus({ preventScroll: true })
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, [data-close], [data-dialog]")
  if (!button) return
  const { themeTo, copy, dialog, menu } = button.dataset
  if (themeTo) chooseTheme(themeTo)
  if (copy) navigator.clipboard?.writeText(copy)
  if (dialog) document.getElementById(dialog)?.showModal()
  if (menu) openMenu(button)
  if ("close" in button.dataset) closeAround(button)
  if ("print" in button.dataset) print()
  if ("back" in button.dataset) history.length > 1 ? history.back() : location.assign("/")
})

function openMenu(button) {
  const isOpen = document.getElementById(button.dataset.menu)?.classList.toggle("is-open")
  button.setAttribute("aria-expanded", String(Boolean(isOpen)))
}

for (const drop of document.querySelectorAll(".nh-drop")) {
  const file = drop.querySelector('input[type="file"]')
  for (const name of ["dragover", "dragleave", "drop"])
    drop.addEventListener(name, (event) => {
      event.preventDefault()
      drop.classList.toggle("is-over", name === "dragover")
      if (name === "drop" && event.dataTransfer.files.length) {
        file.files = event.dataTransfer.files
        file.dispatchEvent(new Event("change", { bubbles: true }))
      }
    })
}

// ---- keys ---------------------------------------------------------------------------------------

const ROWS = "[data-nh-row], .nh-table tbody tr, .nh-queue > li, .nh-line > li:has([data-open])"
const typing = (target) => target.closest("input, select, textarea, [contenteditable]")

function moveRow(step) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent !== null)
  if (!rows.length) return
  const here = rows.findIndex((row) => row.contains(document.activeElement))
  const row = rows[Math.max(0, Math.min(rows.length - 1, here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step))]
  const first = row.querySelector("[data-open]") || row.querySelector("a[href], button:not(:disabled)")
  if (!first) row.tabIndex = -1
  const goal = first || row
  goal.focus({ preventScroll: true })
  row.scrollIntoView({ block: "nearest" })
}

function closeLast() {
  const top = document.querySelector(".nh-nav.is-open") || refusals?.firstElementChild || document.querySelector("#nh-side > *")
  if (!top?.matches(".nh-nav")) return takeAway(top)
  const menu = document.querySelector("[data-menu]")
  menu?.click()
  menu?.focus()
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.key === "Escape") {
    if (!typing(event.target)) return closeLast()
    held = null // who leaves a field himself wants to stand nowhere
    return event.target.blur()
  }
  if (typing(event.target) || document.querySelector("dialog[open]")) return
  if (event.key === "/") {
    const search = document.querySelector("[data-search]")
    if (!search) return
    event.preventDefault()
    search.focus()
    search.select()
  }
  if (event.key === "j") moveRow(1)
  if (event.key === "k") moveRow(-1)
})

// ---- where the focus is, when parts come and go --------------------------------------------------

const side = document.getElementById("nh-side")
let opener = null // what opened the panel at the side
let held = null // what a person stood on last, and the parts around it

document.addEventListener("focusin", ({ target }) => {
  const around = []
  for (let part = target.parentElement?.closest("[id]"); part; part = part.parentElement?.closest("[id]")) around.push(part.id)
  held = { target, same: address(target), around }
})
document.addEventListener("pointerdown", () => (held = null))

const canStand = (part) => part?.isConnected && !part.disabled && part.checkVisibility()

// By what a link or button is found after a swap made a new one of it, or another one in its place.
function address(part) {
  if (part.id) return `#${CSS.escape(part.id)}`
  if (part.matches("button[name], [type=radio], [type=checkbox]"))
    return `[name="${CSS.escape(part.name)}"][value="${CSS.escape(part.value)}"]`
  return part.matches("a[href]") ? `a[href="${CSS.escape(part.getAttribute("href"))}"]` : null
}

const again = (part, same = part && address(part)) =>
  canStand(part) ? part : same && [...document.querySelectorAll(same)].find(canStand)

// What was pressed rested while its act was on the way, or is gone, or means something else now: stand on the same
// thing, else at the start of the smallest part around it that is left; on something that only opens, so that a
// second Enter tells nothing and calls nobody.
const OPENS = 'a[href]:not([href^="tel:"]), summary'
document.addEventListener("htmx:afterSettle", () => {
  if (!held) return
  const { target, same, around } = held
  if (target.form?.ariaBusy && target.isConnected) return
  const isSame = address(target) === same
  const stands = document.activeElement
  if (stands !== document.body && (isSame || stands !== target)) return
  const left = around.map((id) => document.getElementById(id)).filter(canStand)
  const starts = left.map((part) => [...part.querySelectorAll(OPENS)].find(canStand))
  const goal = again(isSame ? target : null, same) || starts.find(Boolean)
  goal?.focus({ preventScroll: true })
})

// A panel that somebody asked for is read next; one that refreshes itself disturbs nobody.
document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  if (target !== side || !side.firstElementChild) return
  opener = detail.requestConfig?.elt
  side.firstElementChild.tabIndex = -1
  side.firstElementChild.focus({ preventScroll: true })
})

// ---- when the page and its parts arrive ---------------------------------------------------------

document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (!(target instanceof Element)) return
  fillKeys(target.parentElement || target)
  tick()
})
// On a phone a row of tabs is longer than the screen: where one stands is in sight, with its neighbours.
for (const here of document.querySelectorAll(".nh-chips.is-bar [aria-current]")) {
  const bar = here.parentElement
  bar.scrollLeft = here.offsetLeft - bar.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2
}
for (const waiting of toasts?.querySelectorAll(".nh-toast") || []) setTimeout(() => waiting.remove(), TOAST_MS)
showTheme(page.dataset.bsTheme || "auto")
fillKeys(document)
tick()
setInterval(tick, 1000)
