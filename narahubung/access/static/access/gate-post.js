// <gate-post>: a phone at a gate. Scan, see, let in or turn away; also without a network.
//
// What may pass is the signed list's to say (gate-list.js, gate-judge.js). Each scan is a form of the page, so without a
// network it waits in the phone's outbox like any other, with the moment of the scan.

import { GateList } from "./gate-list.js"; // the semicolon is how collecting finds it
import { GREEN, digestOf, digestOfNumber, isOld, judge } from "./gate-judge.js"; // the semicolon is how collecting finds it

const EVERY_MS = 20_000
const FRESH_S = 5 // so old may a list be that a scan with a network is judged by
const PATIENCE_MS = 1500
const LOOK_MS = 80
const SENT_MS = 8000 // longer than the outbox waits for an answer before it stores
const REFUSED = [400, 404, 409, 422]
const MOST_SIDE = 900
const HEARD_AGAIN_MS = 3000 // the same code before the camera is one scan

class GatePost extends HTMLElement {
  #went = new Map() // digest -> {check, at}: what this phone let through since the list was made
  #faces = new Map()
  #shown = null
  #sent = Promise.resolve() // one form after another: of two at once the page would drop one
  #unsaid = new Map() // key -> what was settled and neither the server nor the outbox has yet; also on the disk
  #going = new Set() // their keys, while they are on their way
  #kept = Promise.resolve()

  async connectedCallback() {
    this.find = (name) => this.querySelector(`[data-part="${name}"]`)
    const told = (id) => JSON.parse(document.getElementById(id).textContent)
    this.words = { ...told("gate-reasons") }
    this.colours = told("gate-colours")
    this.store = new GateList(this.dataset.person, Number(this.dataset.gate), this.dataset.list, told("gate-keys"))
    this.form = this.find("form")
    this.find("typed").addEventListener("submit", (event) => this.#typed(event))
    this.find("admit").addEventListener("click", () => this.#settle(true))
    this.find("refuse").addEventListener("click", () => this.#settle(false))
    this.find("by-supervisor").addEventListener("submit", (event) => this.#bySupervisor(event))
    this.find("camera").addEventListener("click", () => this.#look())
    this.find("stop").addEventListener("click", () => this.#stop())
    document.body.addEventListener("live:gates", () => this.#renew())
    addEventListener("online", () => this.#renew())
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#renew())
    await this.store.restore()
    this.#went = new Map(await this.store.unseal(`went ${this.store.gate}`))
    // Settled just before the page was left: told now, under its own key, so that nothing counts twice.
    for (const said of (await this.store.unseal(`unsaid ${this.store.gate}`)) || []) this.#unsaid.set(said.key, said)
    this.#sayAgain()
    await this.#renew()
    this.timer = setInterval(() => this.#renew(), EVERY_MS)
    this.clock = setInterval(() => this.#state(), 1000)
    this.setAttribute("ready", "")
  }

  disconnectedCallback() {
    clearInterval(this.timer)
    clearInterval(this.clock)
    this.#stop()
  }

  // How many scans are settled and on their way.
  get unsaid() {
    return this.#unsaid.size
  }

  get check() {
    return this.querySelector('input[name="gate-check"]:checked')?.value || "entry"
  }

  // What it says of the last scan, as `red:unknown`; "" when that was settled.
  get shown() {
    return this.#shown ? `${this.#shown.verdict.colour}:${this.#shown.verdict.reason}` : ""
  }

  // ---- the list ------------------------------------------------------------------------------------------

  async #renew(patience) {
    this.isHeard = await this.store.renew(patience)
    if (this.isHeard) this.#sayAgain()
    if (this.isHeard && !this.#waits() && !this.#unsaid.size) this.#forget()
    this.#state()
    this.#fetchFaces()
  }

  #waits = () => document.querySelector("out-box")?.items?.length || 0

  // The server knows by now what this phone let through before the list was made.
  #forget() {
    for (const [digest, { at }] of this.#went) if (at < this.store.list.made_at - 1) this.#went.delete(digest)
  }

  #state() {
    const { list } = this.store
    const line = this.find("list")
    if (!list) return void ((line.textContent = this.dataset.none), (line.className = "nh-state is-alarm"))
    const minutes = Math.max(0, Math.floor((this.store.now() - list.made_at) / 60))
    const old = isOld(list, this.store.now())
    const words = [(minutes > 999 ? this.dataset.old : minutes ? this.dataset.age : this.dataset.fresh).replace("{n}", minutes)]
    if (!this.isHeard) words.push(this.dataset.offline)
    if (this.#waits()) words.push(this.dataset.waits.replace("{n}", this.#waits()))
    if (this.store.isChecked === false) words.push(this.dataset.unchecked)
    const text = words.join(" · ")
    if (line.textContent !== text) line.textContent = text
    line.className = `nh-state ${old ? "is-alarm" : this.isHeard ? "is-done" : "is-tight"}`
  }

  // ---- a scan --------------------------------------------------------------------------------------------

  #typed(event) {
    event.preventDefault()
    const field = event.target.elements.code
    const text = field.value
    field.value = ""
    if (text.trim()) this.scan(text)
  }

  async scan(text) {
    const isNumber = /^\d{1,7}$/.test(text.trim())
    if (this.isHeard && (!this.store.list || this.store.now() - this.store.list.made_at > FRESH_S)) await this.#renew(PATIENCE_MS)
    const list = this.#withOwn(this.store.list)
    const digest = isNumber ? digestOfNumber(list, Number(text)) : await digestOf(text)
    const now = this.store.now()
    const verdict = judge(list, digest, this.check, now)
    if (verdict.reason === "unknown" && !isNumber && !/^NH1\./i.test(text.trim())) verdict.reason = "not_a_badge"
    this.#shown = { text: text.trim().slice(0, 400), digest, check: this.check, now, verdict }
    this.#show(verdict)
    return verdict
  }

  // The list, and what this phone has seen since.
  #withOwn(list) {
    if (!list) return list
    const inside = new Set(list.inside)
    for (const [digest, { check }] of this.#went) check === "entry" ? inside.add(digest) : inside.delete(digest)
    return { ...list, inside }
  }

  #show({ colour, reason, line }) {
    const answer = this.find("answer")
    answer.hidden = false
    answer.dataset.colour = colour
    this.find("colour").textContent = this.colours[colour]
    this.find("reason").textContent = this.words[reason] || reason
    this.find("who").textContent = line ? line.name : ""
    this.find("about").textContent = line ? [line.about, line.category, line.no].filter(Boolean).join(" · ") : ""
    const face = this.find("face")
    face.hidden = true
    if (line?.face) this.#faceOf(line.face).then((url) => url && Object.assign(face, { src: url, hidden: false }))
    this.find("admit").hidden = colour !== GREEN
    this.find("refuse").hidden = false
    const supervisor = this.find("supervisor")
    supervisor.hidden = colour === GREEN
    supervisor.open = false
    navigator.vibrate?.(colour === GREEN ? 60 : [120, 80, 120])
    ;(colour === GREEN ? this.find("admit") : this.find("refuse")).focus()
  }

  #bySupervisor(event) {
    event.preventDefault()
    const { supervisor, why } = event.target.elements
    this.#settle(true, { supervisor: supervisor.value, why: why.value })
    event.target.reset()
  }

  async #settle(admitted, more = {}) {
    if (!this.#shown) return
    const { text, digest, check, now, verdict } = this.#shown
    if (admitted && verdict.colour !== GREEN && !(more.supervisor && more.why)) return
    this.#shown = null
    const said = {
      ...{ scanned: text, check, admitted: admitted ? "yes" : "no", shown: `${verdict.colour}:${verdict.reason}` },
      ...{ supervisor: more.supervisor || "", why: more.why || "", list_at: this.store.list?.made_at || "" },
      key: crypto.randomUUID(),
    }
    if (admitted && (check === "entry" || check === "exit")) {
      this.#went.set(digest, { check, at: now })
      this.store.seal(`went ${this.store.gate}`, [...this.#went]).catch(() => {})
    }
    await this.#say(said)
    if (this.#shown) return // the camera has read the next one meanwhile
    this.find("answer").hidden = true
    const last = this.find("last")
    last.textContent = `${admitted ? this.dataset.passed : this.dataset.turned} ${verdict.line?.no || ""} ${verdict.line?.name || ""}`.trim()
    this.find("typed").elements.code.focus()
  }

  // Takes it into the row of what goes out; resolves when it is on the phone's disk, and is not lost with the page.
  #say(said) {
    this.#unsaid.set(said.key, said)
    this.#going.add(said.key)
    this.#sent = this.#sent.then(() => this.#post(said)).then((isTold) => {
      this.#going.delete(said.key)
      if (isTold && this.#unsaid.delete(said.key)) this.#keepUnsaid()
    })
    return this.#keepUnsaid()
  }

  #keepUnsaid() {
    const seal = () => this.store.seal(`unsaid ${this.store.gate}`, [...this.#unsaid.values()]).catch(() => {})
    return (this.#kept = this.#kept.then(seal))
  }

  #sayAgain() {
    for (const said of [...this.#unsaid.values()]) if (!this.#going.has(said.key)) this.#say(said)
  }

  // Resolves to true when the server has it or the phone has stored it; to false when nobody knows.
  #post(said) {
    const box = document.querySelector("out-box")
    return new Promise((done) => {
      const ends = new AbortController()
      const end = (isTold) => (ends.abort(), clearTimeout(timer), done(isTold))
      const timer = setTimeout(end, SENT_MS, false)
      // What was not answered is being stored, and until then the outbox takes nothing more from this form. That it was not
      // taken is an answer too, and its words stand on the screen.
      const isAnswered = ({ successful, xhr }) => successful || REFUSED.includes(xhr.status)
      this.form.addEventListener("htmx:afterRequest", ({ detail }) => (isAnswered(detail) || !box) && end(isAnswered(detail)), { signal: ends.signal })
      box?.addEventListener("taken", ({ detail }) => detail.form === this.form && end(true), { signal: ends.signal })
      for (const [name, value] of Object.entries(said)) this.form.elements[name].value = value
      this.form.requestSubmit()
    })
  }

  // ---- faces ---------------------------------------------------------------------------------------------

  // While there is a network: of everybody on the list, a few at a time, so that they are there without one.
  async #fetchFaces() {
    if (!this.isHeard || this.isFetching) return
    this.isFetching = true
    const wanted = Object.values(this.store.list.lines).map(({ face }) => face).filter(Boolean)
    for (const face of wanted.slice(0, 600)) {
      if (!this.isConnected || !this.isHeard) break
      await this.#faceOf(face, false)
    }
    this.isFetching = false
  }

  async #faceOf(face, isShown = true) {
    if (this.#faces.has(face)) return this.#faces.get(face)
    let url = (await this.store.unseal(`face ${face}`).catch(() => null)) || null
    if (!url && this.isHeard) {
      try {
        const answer = await fetch(this.dataset.face.replace("0000000000000000", face), { credentials: "same-origin", signal: AbortSignal.timeout(4000) })
        if (answer.ok && answer.headers.get("Content-Type") === "image/jpeg") {
          url = await asText(await answer.blob())
          await this.store.seal(`face ${face}`, url)
        }
      } catch {} // no face then: the keeper has the badge's own
    }
    if (url && isShown) this.#faces.set(face, url)
    return url
  }

  // ---- the camera ----------------------------------------------------------------------------------------

  async #look() {
    const video = this.querySelector("video")
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } })
    } catch {
      return void (this.find("last").textContent = this.dataset.nocamera)
    }
    await video.play()
    this.find("reading").hidden = false
    this.find("camera").hidden = true
    navigator.wakeLock?.request("screen").catch(() => {})
    const read = await reader()
    let before = ""
    let at = 0
    while (video.srcObject && this.isConnected) {
      const text = video.videoWidth ? await read(video) : ""
      if (text && (text !== before || Date.now() - at > HEARD_AGAIN_MS) && !this.#shown) {
        ;[before, at] = [text, Date.now()]
        await this.scan(text)
      }
      await new Promise((done) => setTimeout(done, LOOK_MS))
    }
  }

  #stop() {
    const video = this.querySelector("video")
    for (const track of video?.srcObject?.getTracks() || []) track.stop()
    if (video) video.srcObject = null
    this.find("reading").hidden = true
    this.find("camera").hidden = false
  }
}

const asText = (blob) =>
  new Promise((done) => {
    const reader = new FileReader()
    reader.onload = () => done(reader.result)
    reader.readAsDataURL(blob)
  })

// The browser's own reader where there is one; else jsQR, which is ours and works everywhere, a little slower.
async function reader() {
  if (window.BarcodeDetector && (await BarcodeDetector.getSupportedFormats?.())?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] })
    return async (video) => (await detector.detect(video).catch(() => []))[0]?.rawValue || ""
  }
  await import("../kit/vendor/jsqr.js")
  const canvas = document.createElement("canvas")
  const pen = canvas.getContext("2d", { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, MOST_SIDE / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    pen.drawImage(video, 0, 0, canvas.width, canvas.height)
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
    return window.jsQR?.(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data || ""
  }
}

customElements.define("gate-post", GatePost)
