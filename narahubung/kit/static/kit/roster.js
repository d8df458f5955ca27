// A timeline of rows (officers, cars): a bar is dragged, or moved with the arrow keys. Before anything is moved the server
// is asked whether it is allowed, and its answer is shown in words. What it refuses stays where it was.
// The board says what its rows are called (data-field) and on which topic it is fetched again (data-topic); a bar says
// what may be done with it (data-can: move, end, or row: only to another row) and, where that is not its link, its path.

const COLUMNS = 288
const QUARTER_MS = 900_000
const GRIP_PX = 9
const SLOP_PX = 4
const ASK_AFTER_MS = 150
const EDGE_PX = 60
const PHONE = matchMedia("(max-width: 719px)")

const board = () => document.querySelector(".nh-roster")
const hint = document.getElementById("roster-hint")
const forward = document.dir === "rtl" ? -1 : 1
let trying = null // the duty that is being moved, and where to

class Try {
  #timer = 0
  #asked = 0

  constructor(bar, how) {
    this.bar = bar
    this.how = bar.dataset.can === "end" ? "end" : how
    this.goal = bar.dataset.row
    this.row = bar.closest(".r")
    this.starts = this.from = Date.parse(bar.dataset.starts)
    this.ends = this.to = Date.parse(bar.dataset.ends)
    this.allowed = null
    this.answer = null
    bar.classList.add("is-left")
    this.ghost = bar.cloneNode(true)
    this.ghost.removeAttribute("id")
    for (const name of ["href", "hx-get", "data-can"]) this.ghost.removeAttribute(name)
    this.ghost.setAttribute("aria-hidden", "true")
    this.ghost.classList.remove("is-left")
    this.ghost.classList.add("is-ghost")
  }

  get changed() {
    return this.starts !== this.from || this.ends !== this.to || this.goal !== this.bar.dataset.row
  }

  // by: milliseconds from where the duty stands.
  shift(by) {
    if (this.bar.dataset.can === "row") return
    const quarters = Math.round(by / this.#grain) * this.#grain
    if (this.how !== "end") this.starts = this.from + quarters
    if (this.how !== "start") this.ends = this.to + quarters
    if (this.how === "start") this.starts = Math.min(this.starts, this.to - QUARTER_MS)
    if (this.how === "end") this.ends = Math.max(this.ends, this.from + QUARTER_MS)
    this.#draw()
  }

  toRow(row) {
    if (!row?.dataset.row || this.how !== "move" || this.row === row) return
    this.row = row
    this.goal = row.dataset.row
    this.#draw()
  }

  get #grain() {
    return Math.max(QUARTER_MS, board().dataset.step * 1000)
  }

  #draw() {
    const { start, step } = board().dataset
    const column = (moment) => Math.round((moment - Date.parse(start)) / 1000 / step)
    const first = Math.min(Math.max(column(this.starts), 0), COLUMNS - 1)
    const last = Math.min(Math.max(column(this.ends), first + 1), COLUMNS)
    this.ghost.style.gridColumn = `${first + 1} / ${last + 1}`
    this.ghost.classList.remove("may-yes", "may-no")
    this.row.querySelector(".t").append(this.ghost)
    this.allowed = null
    this.#asked += 1
    clearTimeout(this.#timer)
    if (!this.changed) return say("")
    this.answer = new Promise((tell) => {
      const asked = this.#asked
      this.#timer = setTimeout(() => this.#ask(asked).then(tell), ASK_AFTER_MS)
    })
  }

  async #ask(asked) {
    const where = new URLSearchParams(this.values)
    let html = ""
    try {
      const answer = await fetch(`${pathOf(this.bar)}try/?${where}`, { headers: { "HX-Request": "true" } })
      if (answer.ok) html = await answer.text()
    } catch {
      // No network: said below.
    }
    if (asked !== this.#asked || trying !== this) return
    if (html) hint.innerHTML = html
    else say(hint.dataset.wordLost)
    this.allowed = hint.querySelector("[data-allowed]")?.dataset.allowed === "yes"
    this.ghost.classList.add(this.allowed ? "may-yes" : "may-no")
  }

  get values() {
    return { [board().dataset.field]: this.goal, starts: iso(this.starts), ends: iso(this.ends) }
  }

  async drop() {
    if (this.changed) {
      const asked = this.#asked
      if (this.allowed === null) await this.answer
      if (asked !== this.#asked || trying !== this) return
      if (this.allowed) this.#send()
    }
    this.leave()
  }

  #send() {
    const { row, starts, ends } = this.bar.dataset
    window.htmx.ajax("POST", `${pathOf(this.bar)}move/`, {
      source: "#roster-moved",
      target: "#roster-moved",
      swap: "innerHTML",
      values: { ...this.values, [`seen_${board().dataset.field}`]: row, seen_starts: starts, seen_ends: ends },
    })
    say("")
  }

  // Takes away what was only tried; a refusal stays to be read.
  leave() {
    clearTimeout(this.#timer)
    this.ghost.remove()
    this.bar.classList.remove("is-left")
    trying = null
    if (missed) refresh()
  }
}

const pathOf = (bar) => bar.dataset.path ?? bar.pathname
const iso = (moment) => new Date(moment).toISOString()
const say = (text) => (hint.textContent = text)

// Where the day is wider than the screen it opens at this hour.
const now = document.querySelector(".nh-roster .now")
if (now) {
  const wide = now.closest(".nh-scroll") // this alone is moved: the page stays at its top
  wide.scrollLeft += now.getBoundingClientRect().left - wide.getBoundingClientRect().left - wide.clientWidth / 2
}

// What was given or taken off beside the board is done: its panel closes.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status === 204 && detail.elt.closest("#nh-side #roster-panel")) document.getElementById("nh-side").replaceChildren()
})

// ---- the board stands still while something is moved on it ------------------------------------

let missed = false

function refresh() {
  missed = false
  document.body.dispatchEvent(new CustomEvent(`live:${board().dataset.topic}`))
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!trying || detail.target?.id !== "roster") return
  detail.shouldSwap = false
  missed = true
})

// ---- by mouse and finger ----------------------------------------------------------------------

let held = null // pressed, not yet moved

function swallow(event) {
  event.preventDefault()
  event.stopPropagation()
}

document.addEventListener("pointerdown", (event) => {
  const bar = event.target.closest?.(".nh-roster .bar[data-can]:not([data-can=''])")
  if (!bar || event.button || PHONE.matches) return
  const box = bar.getBoundingClientRect()
  const [near, far] = [event.clientX - box.left, box.right - event.clientX]
  const [begin, end] = forward > 0 ? [near, far] : [far, near]
  const grip = Math.min(GRIP_PX, box.width / 4)
  held = { bar, x: event.clientX, y: event.clientY, how: end < grip ? "end" : begin < grip ? "start" : "move" }
})

document.addEventListener("pointermove", (event) => {
  if (!held) return
  const dx = event.clientX - held.x
  if (!held.moving) {
    if (Math.hypot(dx, event.clientY - held.y) < SLOP_PX) return
    held.moving = true
    trying?.leave()
    say("")
    trying = new Try(held.bar, held.how)
  }
  event.preventDefault()
  const track = held.bar.closest(".t").getBoundingClientRect().width
  const span = COLUMNS * board().dataset.step * 1000
  trying?.toRow(document.elementFromPoint(event.clientX, event.clientY)?.closest(".nh-roster .r"))
  trying?.shift((forward * dx * span) / track)
  if (event.clientY < EDGE_PX) window.scrollBy(0, -EDGE_PX / 4)
  if (event.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, EDGE_PX / 4)
})

document.addEventListener("pointerup", () => {
  if (held?.moving) {
    // The click that follows would open the duty.
    document.addEventListener("click", swallow, true)
    setTimeout(() => {
      document.removeEventListener("click", swallow, true)
      trying?.drop()
    })
  }
  held = null
})
document.addEventListener("pointercancel", () => {
  held = null
  trying?.leave()
})
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".nh-roster .bar")) event.preventDefault()
})

// ---- by keyboard ------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.(".nh-roster .bar[data-can]:not([data-can=''])")
  if (!bar || event.altKey || event.ctrlKey || event.metaKey) return
  const { key } = event
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const how = event.shiftKey ? "end" : "move"
    if (trying?.bar !== bar || trying.how !== how) begin(bar, how)
    const now = trying.how === "end" ? trying.ends - trying.to : trying.starts - trying.from
    trying.shift(now + (key === "ArrowRight" ? forward : -forward) * Math.max(QUARTER_MS, board().dataset.step * 1000))
  } else if ((key === "ArrowUp" || key === "ArrowDown") && bar.closest(".r").dataset.row) {
    if (trying?.bar !== bar) begin(bar, "move")
    const next = key === "ArrowDown" ? trying.row.nextElementSibling : trying.row.previousElementSibling
    trying.toRow(next)
    trying.row.scrollIntoView({ block: "nearest" })
  } else if (key === "Enter" && trying?.bar === bar) trying.drop()
  else if (key === "Escape" && trying) {
    trying.leave()
    say("")
  } else return
  event.preventDefault()
  event.stopPropagation()
}, { capture: true })

function begin(bar, how) {
  trying?.leave()
  say(hint.dataset.wordAsking)
  trying = new Try(bar, how)
}

// What was moved is told until it is taken back; a form that is gone before it is sent is never sent.
const clear = () => document.getElementById("roster-moved").replaceChildren()
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful && target.matches?.("form:has([data-clear])")) clear()
})

document.addEventListener("focusout", ({ target }) => {
  if (trying?.bar === target && !held) trying.leave()
})
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-clear][type=button]")) clear()
  if (!target.closest?.(".nh-roster") && !trying) say("")
})
