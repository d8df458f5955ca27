// A hand-over on the phone: its card is read aloud, and a tap without network is kept here until it can be sent.

const AGAIN_MS = 10_000
const SILENT_MS = 4_000
const clock = document.querySelector("[data-clock]")
// The server's clock is right, also where a sample event stands at another day; the phone only counts on.
const ahead = (Date.parse(clock?.dateTime) || Date.now()) - Date.now()

// <hand-over data-id data-person> around the part #hand-over, whose form[data-tap] is the one tap of this person.
// Where the phone's outbox takes taps, this only shows that one waits there, and takes it back from there. Else it is kept here: {url, fields} with
// the act's key and the moment of the tap, under the name of this person alone.
class HandOver extends HTMLElement {
  connectedCallback() {
    this.name = `nh-hand-over:${this.dataset.person}:${this.dataset.id}`
    this.onShow = () => this.show()
    this.onSend = (event) => this.send(event)
    this.addEventListener("submit", (event) => this.tapped(event))
    this.querySelector("[data-forget]").addEventListener("click", () => this.takeBack())
    // Without network nothing is fetched anew; what stands on the screen stays.
    this.addEventListener("htmx:beforeRequest", (event) => {
      if (!navigator.onLine && event.detail.requestConfig.verb === "get") event.preventDefault()
    })
    document.addEventListener("htmx:afterSettle", this.onShow)
    document.addEventListener("shown", this.onShow)
    window.addEventListener("online", this.onSend)
    document.addEventListener("visibilitychange", this.onSend)
    this.timer = setInterval(this.onSend, AGAIN_MS)
    this.isStuck = this.kept !== null // what an earlier visit could not send
    this.send()
  }
  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.onShow)
    document.removeEventListener("shown", this.onShow)
    window.removeEventListener("online", this.onSend)
    document.removeEventListener("visibilitychange", this.onSend)
    clearInterval(this.timer)
  }
  get kept() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? this.held ?? null
    } catch {
      return this.held ?? null
    }
  }
  tapped(event) {
    const form = event.target
    if (!form.matches("[data-tap]")) return
    event.preventDefault()
    const { csrfmiddlewaretoken: _, ...fields } = Object.fromEntries(new FormData(form))
    fields.tapped_at = new Date(Date.now() + ahead).toISOString()
    this.held = { url: form.action, fields }
    try {
      localStorage.setItem(this.name, JSON.stringify(this.held))
    } catch {
      // A phone that keeps nothing holds it as long as the page is open.
    }
    this.send()
  }
  // What waits in the phone's outbox: a tap of this person on this card.
  get queued() {
    const tap = this.querySelector("form[data-tap]")
    return tap && document.querySelector("out-box")?.items?.find(({ path }) => path === new URL(tap.action).pathname)
  }
  takeBack() {
    const { queued } = this
    if (queued) document.querySelector("out-box").takeBack(queued.id)
    this.forget()
  }
  forget() {
    this.held = null
    this.isStuck = false
    try {
      localStorage.removeItem(this.name)
    } catch {
      // Nothing was kept.
    }
    this.show()
  }
  async send(event) {
    const kept = this.kept
    this.show()
    if (!kept) return event?.type === "online" && this.refresh()
    if (this.isSending) return
    this.isSending = true
    try {
      const answer = await fetch(kept.url, {
        method: "POST",
        body: new URLSearchParams(kept.fields),
        headers: { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) },
      })
      this.isStuck = true
      const isForUs = !answer.redirected && ![401, 403, 429].includes(answer.status) && answer.status < 500
      if (isForUs) this.take(answer, await answer.text())
    } catch {
      this.isStuck = true
    } finally {
      this.isSending = false
      this.show()
    }
  }
  take(answer, html) {
    this.forget()
    const isRefused = answer.status === 404 || /\bdata-refusal\b/.test(html)
    if (!isRefused) {
      htmx.swap("#hand-over", html, { swapStyle: "outerHTML" })
      return this.querySelector("#hand-over [role=status]")?.focus({ preventScroll: true }) // the button is gone
    }
    if (answer.status !== 404) htmx.swap("#nh-refusal", html, { swapStyle: "innerHTML" })
    this.refresh()
  }
  refresh() {
    document.body.dispatchEvent(new CustomEvent("nh-hand-over"))
  }
  show() {
    const isHere = this.isStuck && this.kept !== null
    const isKept = isHere || Boolean(this.queued)
    this.querySelector("[data-kept]").hidden = !isKept
    for (const part of this.querySelectorAll("[data-until-tapped]")) part.hidden = isKept
    if (isHere || this.wasHere) for (const place of document.querySelectorAll("[data-unsent]")) place.textContent = isHere ? "1" : "0"
    this.wasHere = isHere
  }
}

// <read-aloud for="id of the card">: speaks what is marked data-spoken there, in the language of the page.
// In the car the phone must not lock itself meanwhile: a locked one falls silent.
class ReadAloud extends HTMLElement {
  connectedCallback() {
    this.onBack = () => this.isSpeaking && this.stayAwake()
    document.addEventListener("visibilitychange", this.onBack) // who looked elsewhere gave the lock back
    if (this.button) return
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.className = "nh-btn"
    this.button.textContent = this.dataset.start
    this.said = document.createElement("span")
    this.said.className = "nh-sub"
    this.said.setAttribute("role", "status")
    this.append(this.button, this.said)
    this.button.addEventListener("click", () => (this.isSpeaking ? this.stop() : this.speak()))
  }
  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.onBack)
    this.stop()
  }
  async stayAwake() {
    try {
      const awake = await navigator.wakeLock?.request("screen")
      if (!this.isSpeaking) return awake?.release()
      this.awake = awake
    } catch {
      // A phone that saves its battery may refuse; it reads as long as it is not locked.
    }
  }
  speak() {
    const parts = document.getElementById(this.getAttribute("for"))?.querySelectorAll("[data-spoken]") || []
    if (!window.speechSynthesis || !parts.length) return this.fail()
    speechSynthesis.cancel()
    this.said.textContent = ""
    this.turn(true)
    const lines = [...parts].map((part) => this.line(part.textContent.trim().replace(/\s+/g, " ")))
    lines.at(-1).addEventListener("end", () => this.turn(false))
    for (const line of lines) speechSynthesis.speak(line)
    // Without a voice of its own a phone may say nothing and report nothing.
    this.silent = setTimeout(() => this.fail(), SILENT_MS)
  }
  line(text) {
    const line = new SpeechSynthesisUtterance(text)
    line.lang = document.documentElement.lang === "id" ? "id-ID" : "en-GB"
    line.addEventListener("start", () => clearTimeout(this.silent))
    line.addEventListener("error", ({ error }) => !["canceled", "interrupted"].includes(error) && this.fail())
    return line
  }
  stop() {
    window.speechSynthesis?.cancel()
    this.turn(false)
  }
  fail() {
    window.speechSynthesis?.cancel()
    this.turn(false)
    this.said.textContent = this.dataset.silent
  }
  turn(isSpeaking) {
    clearTimeout(this.silent)
    this.isSpeaking = isSpeaking
    if (isSpeaking) this.stayAwake()
    else this.awake?.release()
    this.button.textContent = isSpeaking ? this.dataset.stop : this.dataset.start
  }
}

customElements.define("hand-over", HandOver)
customElements.define("read-aloud", ReadAloud)
