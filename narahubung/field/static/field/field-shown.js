// What the phone shows of what waits on it: the count in the head, a mark where it was tapped, the alarm, the
// questions at log-out. The words come with the page, as <template data-of="…"> inside <out-box>.

const LATE_ONLINE_MS = 60_000
const LATE_OFFLINE_MS = 5 * 60_000
const EVERY_MS = 5000
const RECEIVED_SHOWN_MS = 8000

export function shown(box) {
  const word = (name) => box.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`] || ""
  const part = (name) => box.querySelector(`template[data-of="${name}"]`).content.firstElementChild.cloneNode(true)
  const say = (name, is = "") => {
    const text = word(name)
    for (const toast of document.querySelectorAll("#nh-toasts .nh-toast")) if (toast.querySelector("span")?.textContent === text) toast.remove() // once is enough
    document.dispatchEvent(new CustomEvent("toast", { detail: { text, is } }))
  }
  const ageOf = (command) => Date.now() - Date.parse(command.at)
  const received = new Map() // id -> settled a moment ago, shown where it was tapped
  setInterval(all, EVERY_MS)
  const waits = sessionStorage.getItem("nrh-says")
  if (waits) {
    sessionStorage.removeItem("nrh-says")
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: waits } }))
  }

  function all() {
    bar()
    marks()
    alarm()
    box.dispatchEvent(new CustomEvent("shown", { bubbles: true }))
  }

  // "3 not sent yet, oldest 12 min": in every head there is.
  function bar() {
    const count = box.items.length
    const needs = (box.settled || []).filter((command) => command.state === "attention").length
    const minutes = Math.floor(Math.max(0, ...box.items.map(ageOf)) / 60_000)
    const line = count && box.line !== "on" ? box.line : ""
    for (const place of document.querySelectorAll("[data-unsent]")) {
      write(place, String(count))
      const bar = place.parentElement
      bar.classList.toggle("is-waiting", count > 0)
      write(bar.querySelector("[data-oldest]"), count && minutes ? word("oldest").replace("{n}", minutes) : "")
      write(bar.querySelector("[data-needs]"), needs ? word("needs").replace("{n}", needs) : "")
      write(bar.querySelector("[data-line]"), word(`line-${line}`.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())))
    }
    const kept = Number(document.documentElement.dataset.kept)
    for (const place of document.querySelectorAll("[data-asof]")) {
      place.hidden = !kept
      if (kept) write(place, place.dataset.asof.replace("{t}", clockOf(kept)))
    }
  }

  // The state of each thing that was tapped or written on this page, laid over it.
  function marks() {
    const wanted = new Map()
    for (const command of box.items) wanted.set(command.id, [command, box.sending.has(command.id) ? "sending" : "stored"])
    for (const command of box.settled || []) if (command.state === "attention") wanted.set(command.id, [command, "attention"])
    for (const command of received.values()) wanted.set(command.id, [command, "received"])
    for (const mark of document.querySelectorAll("[data-outbox]")) {
      const found = wanted.get(mark.dataset.outbox)
      if (found?.[1] === mark.dataset.state) wanted.delete(mark.dataset.outbox)
      else mark.remove()
    }
    for (const button of document.querySelectorAll("button[data-outbox-of]")) if (!box.items.some(({ id }) => id === button.dataset.outboxOf)) rest(button, "")
    for (const [command, state] of wanted.values()) lay(command, state)
  }

  function lay(command, state) {
    const forms = [...document.querySelectorAll("form")].filter((form) => pathOf(form) === command.path)
    if (!forms.length) return
    const buttons = command.tap ? forms.flatMap((form) => [...form.elements]).filter((it) => it.name === command.tap[0] && it.value === command.tap[1]) : []
    const mark = part(state)
    mark.dataset.outbox = command.id
    mark.dataset.state = state
    if (command.text) mark.append(` “${command.text.slice(0, 80)}”`)
    if (state === "received") mark.append(` ${clockOf(command.settled || Date.now())}`)
    if (state === "attention" && command.says) mark.append(` ${command.says}`)
    const [button] = buttons
    if (button && (state === "stored" || state === "sending")) buttons.forEach((it) => rest(it, command.id))
    const place = button || forms[0].closest("details") || forms[0]
    const after = place.matches("button") && place.closest(".nh-chips, .nh-btns") ? place.closest(".nh-chips, .nh-btns") : place
    after.after(mark)
  }

  function rest(button, id) {
    button.toggleAttribute("disabled", Boolean(id))
    if (id) button.dataset.outboxOf = id
    else delete button.dataset.outboxOf
  }

  // What must not wait has waited: nobody else knows of it yet.
  function alarm() {
    const limit = box.line === "on" ? LATE_ONLINE_MS : LATE_OFFLINE_MS
    const areLate = () => box.items.filter((command) => command.class === "urgent" && ageOf(command) > limit && !command.called)
    const late = areLate()
    const open = document.querySelector("dialog.field-alarm")
    if (!late.length) return open?.close()
    const dialog = open || part("alarm")
    dialog.querySelector("ul").replaceChildren(...late.map((command) => item([command.label, command.text].filter(Boolean).join(": "))))
    if (open) return
    document.body.append(dialog)
    dialog.addEventListener("close", () => dialog.remove())
    dialog.querySelector("[data-called]").addEventListener("click", () => {
      for (const command of areLate()) {
        command.called = true
        box.store.setQueued(command.id, { called: true }) // no page asks again
      }
      dialog.close()
    })
    dialog.showModal()
  }

  function settled(list) {
    for (const command of list) {
      if (command.state !== "received") continue
      received.set(command.id, { ...command, settled: Date.now() })
      setTimeout(() => (received.delete(command.id), marks()), RECEIVED_SHOWN_MS)
    }
    if (list.some((command) => command.state === "attention")) say("attention", "alarm")
    all()
    refresh()
  }

  // The parts of the page that watch something fetch it anew.
  function refresh() {
    const topics = new Set([...document.querySelectorAll("[data-topic]")].map((it) => it.dataset.topic))
    for (const name of document.querySelector("live-feed")?.getAttribute("topics")?.split(",") || []) if (name) topics.add(`live:${name}`)
    for (const topic of topics) document.body.dispatchEvent(new CustomEvent(topic))
  }

  // There is no room for it, or it cannot be stored here: the words go back to who wrote them.
  function notStored(problem, { entries }) {
    console.warn(problem)
    const dialog = part("lost")
    const words = [...entries].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key"].includes(name) && value.includes(" "))
    dialog.querySelector("textarea").value = words.map(([, value]) => value).join("\n")
    open(dialog)
  }

  function open(dialog) {
    document.body.append(dialog)
    dialog.addEventListener("close", () => dialog.remove())
    dialog.showModal()
    return dialog
  }

  // Somebody signs out while words still wait here.
  function leaving({ send, keep, destroy }) {
    const dialog = open(part("leaving"))
    const count = box.items.length
    for (const place of dialog.querySelectorAll("[data-count]")) place.textContent = String(count)
    const said = dialog.querySelector("[role=status]")
    dialog.querySelector("[data-send]").addEventListener("click", async () => {
      said.textContent = word("sending")
      await send()
      await box.reload()
      if (!box.items.length) keep()
      else said.textContent = word("stillWaits").replace("{n}", box.items.length)
    })
    dialog.querySelector("[data-keep]").addEventListener("click", keep)
    const typed = dialog.querySelector("input")
    const sure = dialog.querySelector("[data-destroy]")
    typed.addEventListener("input", () => (sure.disabled = typed.value.trim() !== String(count)))
    sure.addEventListener("click", () => typed.value.trim() === String(box.items.length) && destroy())
  }

  function leavingOffline(erase) {
    const dialog = open(part("leaving-offline"))
    dialog.querySelector("[data-erase]").addEventListener("click", () => {
      erase()
      dialog.close()
      say("erased")
    })
  }

  const needsLine = () => open(part("needs-line"))
  const cannot = () => document.querySelectorAll("[data-line]").forEach((place) => write(place, word("cannot")))
  return { all, say, settled, refresh, notStored, leaving, leavingOffline, needsLine, cannot }
}

function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text
}

function item(text) {
  const li = document.createElement("li")
  li.textContent = text
  return li
}

const pathOf = (form) => {
  const address = form.getAttribute("hx-post") || form.getAttribute("action")
  return address ? new URL(address, location.href).pathname : ""
}

// A moment of this phone's clock as the house writes it: by the server's clock, in the event's zone, 14.05 WITA.
export function clockOf(ms) {
  const clock = document.querySelector("[data-clock]")
  const { kept, renewed } = document.documentElement.dataset // when the page was fetched, if not as it was opened
  const seen = Number(kept || renewed) || performance.timeOrigin
  const at = new Date(ms + (clock ? Date.parse(clock.dateTime) - seen : 0))
  const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock?.dataset.timezone || undefined }
  const zone = clock?.parentElement.querySelector(".nh-quiet")?.textContent || ""
  return `${new Intl.DateTimeFormat("en-GB", how).format(at).replace(":", ".")} ${zone}`.trim()
}
