// Two pages that work without a network: <pass-on> shows what waits here as a series of codes, <carry-on> reads a
// colleague's and shows what is carried. The maker and the reader of codes are fetched when they are needed.

import { Gathered, fileOf, goesAlong, parcelIn, partsOf, sealed } from "./field-pass-parcel.js"; // the semicolon is how collecting finds it
import { carried, carry, deliver, putDown } from "./field-pass-carried.js"; // the semicolon is how collecting finds it
import { clockOf } from "./field-shown.js"; // the semicolon is how collecting finds it

const FAST_MS = 250
const SLOW_MS = 600
const LOOK_MS = 60
const MOST_SIDE = 1000 // of a picture that is searched for a code
const NAMED = 12 // so many missing parts are named

class PassOn extends HTMLElement {
  #place = 0
  #pace = FAST_MS

  async connectedCallback() {
    this.find = (name) => this.querySelector(`[data-${name}]`)
    this.find("done").addEventListener("click", () => this.#passed())
    this.find("share").addEventListener("click", () => this.#share())
    this.find("slow").addEventListener("click", () => this.#slower())
    addEventListener("can-pass", () => this.parcel || this.draw())
    addEventListener("shown", () => this.parcel || this.draw())
    document.addEventListener("visibilitychange", () => this.parcel && stayAwake())
    await this.draw()
  }

  disconnectedCallback = () => clearInterval(this.timer)
  box = () => document.querySelector("out-box")

  async draw() {
    const box = this.box()
    const store = await box?.ready?.catch(() => null)
    if (!store || this.parcel) return
    const queue = await store.queue()
    const some = goesAlong(queue)
    const can = await store.meta("pass-seal")
    this.#past((await store.meta("passed")) || [], queue)
    this.find("says").textContent = !some.length ? this.dataset.none : !can ? this.dataset.cannot : ""
    this.find("stays").textContent = queue.length > some.length ? this.dataset.stays.replace("{n}", queue.length - some.length) : ""
    if (!some.length || !can) return
    this.parcel = true // from here on it is one parcel, whatever is written meanwhile
    const given = await store.give(some.map(({ id }) => id)) // who sees the codes may have it
    this.parcel = await sealed(store, { person: box.person, device: localStorage.getItem("nrh-device") }, given)
    this.find("says").textContent = this.dataset.goes.replace("{n}", this.parcel.commands.length)
    this.parts = await partsOf(this.parcel.bytes)
    const { generate, mode } = await import("../kit/vendor/lean-qr.js")
    this.code = (text) => generate(mode.alphaNumeric(text))
    this.codes = new Map()
    this.find("showing").hidden = false
    this.show(0)
    this.#run()
    stayAwake()
  }

  // One code of the series; the next one follows by itself.
  show(place) {
    this.#place = place
    const code = this.codes.get(place) || this.code(this.parts[place])
    this.codes.set(place, code)
    code.toCanvas(this.querySelector("canvas"), { on: [0, 0, 0], off: [255, 255, 255], pad: 4 })
    this.find("count").textContent = this.dataset.count.replace("{n}", place + 1).replace("{m}", this.parts.length)
  }

  #run() {
    clearInterval(this.timer)
    this.timer = setInterval(() => this.show((this.#place + 1) % this.parts.length), this.#pace)
  }

  #slower() {
    this.#pace = this.#pace === FAST_MS ? SLOW_MS : FAST_MS
    this.find("slow").ariaPressed = String(this.#pace === SLOW_MS)
    this.#run()
  }

  async #share() {
    const file = fileOf(this.parcel.bytes, this.dataset.file)
    if (navigator.canShare?.({ files: [file] })) {
      await navigator.share({ files: [file] }).catch(() => {}) // he thought better of it
      return
    }
    const link = document.createElement("a")
    link.href = URL.createObjectURL(file)
    link.download = file.name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), FAST_MS)
  }

  // The colleague says that all is there. It stays in the queue until the server itself has answered.
  async #passed() {
    clearInterval(this.timer)
    const store = await this.box().ready
    const before = (await store.meta("passed")) || []
    await store.setMeta("passed", [{ at: Date.now(), ids: this.parcel.commands.map(({ id }) => id) }, ...before].slice(0, 20))
    this.find("showing").hidden = true
    this.find("says").textContent = this.dataset.passed
    this.#past(await store.meta("passed"), await store.queue())
  }

  // Of each time it was passed on: how many of these the server has, as far as this phone has heard.
  #past(list, queue) {
    const waits = new Set(queue.map(({ id }) => id))
    this.find("past").replaceChildren(
      ...list.map(({ at, ids }) => {
        const open = ids.filter((id) => waits.has(id)).length
        const text = open ? this.dataset.open : this.dataset.received
        return row(`${clockOf(at)} ${text.replace("{n}", ids.length).replace("{m}", open)}`)
      }),
    )
  }
}

class CarryOn extends HTMLElement {
  #gathered = new Gathered()

  async connectedCallback() {
    this.find = (name) => this.querySelector(`[data-${name}]`)
    this.find("camera").addEventListener("click", () => this.#look())
    this.find("stop").addEventListener("click", () => this.#stop())
    this.find("send").addEventListener("click", () => this.#deliver(true))
    this.querySelector("input").addEventListener("change", ({ target }) => this.#file(target))
    addEventListener("delivered", () => this.draw())
    addEventListener("online", () => this.#deliver())
    await this.draw()
    await this.#deliver()
  }

  disconnectedCallback = () => this.#stop()

  // ---- reading -------------------------------------------------------------------------------------------

  async #look() {
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } } })
    } catch {
      return this.#say(this.dataset.camera)
    }
    const video = this.querySelector("video")
    video.srcObject = stream
    await video.play()
    this.find("reading").hidden = false
    this.find("camera").hidden = true
    this.#say(this.dataset.hold)
    stayAwake()
    const read = await reader()
    while (video.srcObject) {
      if (video.videoWidth) await this.read(await read(video, video.videoWidth, video.videoHeight))
      await new Promise((done) => setTimeout(done, LOOK_MS))
    }
  }

  #stop() {
    const video = this.querySelector("video")
    for (const track of video.srcObject?.getTracks() || []) track.stop()
    video.srcObject = null
    this.find("reading").hidden = true
    this.find("camera").hidden = false
  }

  // A picture from elsewhere, as if the camera had seen it.
  async look(image) {
    await this.read(await (await reader())(image, image.width, image.height))
  }

  // The text of a code, or none.
  async read(text) {
    if (!text || !this.#gathered.take(text)) return
    const { have, count, missing } = this.#gathered
    const named = missing.slice(0, NAMED).join(", ") + (missing.length > NAMED ? " …" : "")
    this.#say(this.dataset.parts.replace("{n}", have).replace("{m}", count) + (missing.length ? ` ${this.dataset.missing.replace("{list}", named)}` : ""))
    const whole = await this.#gathered.whole()
    if (!whole) return
    this.#stop()
    this.#gathered = new Gathered()
    await this.#take(whole)
  }

  async #file(input) {
    const [file] = input.files
    input.value = ""
    if (!file) return
    const bytes = file.size < 1 << 20 ? await parcelIn(file) : null
    if (bytes) await this.#take(bytes)
    else this.#say(this.dataset.no)
  }

  async #take(bytes) {
    try {
      this.#say(this.dataset[await carry(bytes)])
    } catch {
      return this.#say(this.dataset.full)
    }
    await this.draw()
    await this.#deliver()
  }

  // ---- carrying ------------------------------------------------------------------------------------------

  async #deliver(isAsked = false) {
    const line = await deliver({ isAsked })
    this.find("line").textContent = line === "signin" ? this.dataset.signin : line === "off" ? this.dataset.off : ""
    await this.draw()
  }

  async draw() {
    const all = await carried()
    this.find("none").hidden = Boolean(all.length)
    this.find("send").hidden = !all.some(({ state }) => state !== "taken")
    this.find("list").replaceChildren(...all.map((parcel) => this.#rowOf(parcel)))
  }

  #rowOf({ id, at, size, state, commands, says, told_at }) {
    const mark = this.querySelector(`template[data-of="${state}"]`).content.firstElementChild.cloneNode(true)
    if (state === "taken") mark.append(` ${clockOf(told_at)} · ${this.dataset.entries.replace("{n}", commands)}`)
    const line = row(`${clockOf(at)} · ${Math.ceil(size / 1024)} kB`)
    line.append(mark)
    if (state !== "refused") return line
    const sub = document.createElement("span")
    sub.className = "nh-sub"
    sub.textContent = says
    const away = this.querySelector('template[data-of="away"]').content.firstElementChild.cloneNode(true)
    away.addEventListener("click", async () => (await putDown(id), this.draw()))
    line.append(sub, away)
    return line
  }

  #say(text) {
    this.find("says").textContent = text
  }
}

// ---- the reader of codes -----------------------------------------------------------------------------------

// The browser's own where it has one, else the one we bring. Takes a video or a picture; returns a text, or "".
async function reader() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] })
    return async (image) => (await detector.detect(image).catch(() => []))[0]?.rawValue || ""
  }
  await import("../kit/vendor/jsqr.js")
  const canvas = document.createElement("canvas")
  const pen = canvas.getContext("2d", { willReadFrequently: true })
  return async (image, width, height) => {
    let pixels = image
    if (!(image instanceof ImageData)) {
      const scale = Math.min(1, MOST_SIDE / Math.max(width, height))
      Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) })
      pen.drawImage(image, 0, 0, canvas.width, canvas.height)
      pixels = pen.getImageData(0, 0, canvas.width, canvas.height)
    }
    return globalThis.jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: "dontInvert" })?.data || ""
  }
}

// The screen must not go dark in the middle; where that cannot be asked, one taps it.
const stayAwake = () => navigator.wakeLock?.request("screen").catch(() => {})

function row(text) {
  const li = document.createElement("li")
  const span = document.createElement("span")
  span.textContent = text
  li.append(span)
  return li
}

customElements.define("pass-on", PassOn)
customElements.define("carry-on", CarryOn)
