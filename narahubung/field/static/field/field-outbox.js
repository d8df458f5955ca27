// <out-box person="17" …> takes what a person does on the phone and sees to it that the server gets it.
//
// On-line a form is posted as ever. Where the line is cut, does not answer in three seconds, lies, or where older
// words still wait, what may wait (`forms`, the server's catalogue) is stored first and sent by the sender, under the
// key that the post had: so nothing is done twice. What may not wait says so, with the number to call.

import { draftOf, drafts } from "./field-drafts.js"; // the semicolon is how collecting finds it
import { photosOf } from "./field-photo.js"; // the semicolon is how collecting finds it
import { SECRETS, baseOf, bodyFor, copyOf, isBusy, keyOf, neededBy, pathOf, renew, wordsOf } from "./field-forms.js"; // the semicolon is how collecting finds it
import { Sender } from "./field-sender.js"; // the semicolon is how collecting finds it
import { shown } from "./field-shown.js"; // the semicolon is how collecting finds it
import { Store, deviceName, deviceTime, hashOf, mono } from "./field-store.js"; // the semicolon is how collecting finds it

const PATIENCE_MS = 3000
const PATIENCE_READING_MS = 8000
const DOWN_MS = 20_000
const KEEP_EVERY_MS = 15 * 60_000
const SHORTLY_MS = 2000
const SPREAD_MS = 60_000 // many phones hear of one change
const OURS = "Narahubung"
const LOG_IN = "/accounts/login/"
const LOG_OUT = "/accounts/logout/"

class OutBox extends HTMLElement {
  items = [] // the queue
  sending = new Set()
  line = navigator.onLine ? "" : "off"
  #downSince = 0
  #forms = read("nrh-forms") || []
  #tried = new WeakMap() // xhr -> what it posts
  #keeping = 0
  #keepAt = Infinity
  #about = []

  async connectedCallback() {
    if (!window.isSecureContext || !window.indexedDB || this.person) return
    this.person = Number(this.getAttribute("person"))
    this.show = shown(this)
    this.#listen()
    if (document.documentElement.dataset.kept) import("./field-renew.js").then(({ renewal }) => renewal(this)); // the semicolon is how collecting finds it
    this.ready = Store.open(this.person)
    try {
      this.store = await this.ready
    } catch {
      return this.show.cannot() // a private window, or no room at all
    }
    this.channel = new BroadcastChannel(`nrh-${this.person}`)
    this.channel.onmessage = ({ data }) => this.#hear(data)
    const device = (this.device = deviceName())
    const told = (how) => this.#tell(how)
    const finished = (settled) => this.#finished(settled)
    this.sender = new Sender(this.store, { person: this.person, device, told, finished })
    await this.reload()
    drafts(this)
    this.sender.start()
    this.store.reserve()
    navigator.storage?.persist?.()
    this.#worker()
  }

  // ---- what a person does ---------------------------------------------------------------------------

  #listen() {
    // At the window and on the way down: before htmx and before the page's own words.
    addEventListener("submit", (event) => this.#submitted(event), true)
    addEventListener("htmx:beforeRequest", (event) => this.#asking(event), true)
    addEventListener("htmx:beforeOnLoad", (event) => this.#answered(event), true)
    for (const name of ["htmx:sendError", "htmx:timeout"]) addEventListener(name, (event) => this.#unanswered(event), true)
    addEventListener("htmx:afterSettle", () => this.show.all())
    addEventListener("offline", () => this.#tell({ line: "off" }))
    addEventListener("click", ({ target }) => this.#follows(target.closest?.("a[href]")), true)
  }

  // The worker hears of the network only when a page is opened; whoever listens to the live feed knows it now.
  #follows(link) {
    if (link && document.documentElement.dataset.live === "on") navigator.serviceWorker?.controller?.postMessage({ heard: true })
  }

  isDown = () => !navigator.onLine || Date.now() - this.#downSince < DOWN_MS

  #sendsMany = () => this.sending.size > 1

  kindOf(path) {
    return this.#forms.find((form) => new RegExp(form.path).test(path))
  }

  // A form of fields always goes by the queue, which alone says what its author had seen: else he would silently
  // overwrite what somebody changed meanwhile.
  #mustWait = (kind) => kind.policy === "field" || this.isDown() || this.items.some((command) => command.class !== "media")

  #submitted(event) {
    const { target: form, submitter } = event
    if (!(form instanceof HTMLFormElement)) return
    const isHtmx = form.hasAttribute("hx-post")
    if (!isHtmx && form.method !== "post") return
    const address = new URL(isHtmx ? form.getAttribute("hx-post") : (submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? ""), location.href)
    const stop = () => (event.preventDefault(), event.stopImmediatePropagation())
    if (form.ariaBusy === "true") return stop()
    if (address.pathname === LOG_OUT) return this.#leaving(form, stop)
    if (address.origin !== location.origin) return
    const kind = this.kindOf(address.pathname)
    if (!kind) {
      if (!this.isDown() || form.matches("[data-tap]")) return // a tap that its page keeps by itself, where this cannot
      stop()
      return this.show.needsLine()
    }
    const post = { form, submitter, kind, path: address.pathname, isHtmx }
    if (this.#mustWait(kind)) {
      stop()
      this.#store({ ...post, entries: new FormData(form, submitter) })
    } else if (!isHtmx) {
      stop()
      this.#visit({ ...post, entries: new FormData(form, submitter) })
    }
  }

  // A plain form goes by itself, so that a line that does not answer costs three seconds and not the words.
  async #visit(post) {
    const { form, entries, path } = post
    keyOf(post)
    form.ariaBusy = "true"
    const stillHere = new AbortController() // who has gone on meanwhile (the live feed was quicker) is not called back
    addEventListener("beforeunload", () => stillHere.abort(), { signal: stillHere.signal })
    let answer
    try {
      const how = { method: "POST", body: bodyFor(form, entries), credentials: "same-origin" }
      answer = await fetch(path, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) })
      if (!answer.headers.get(OURS)) answer = null
    } catch {
      answer = null
    }
    form.ariaBusy = null
    if (!answer || isBusy(answer.status) || answer.url.includes(LOG_IN)) return this.#store(post, !answer)
    if (!answer.ok || !answer.redirected) return HTMLFormElement.prototype.submit.call(copyOf(form, entries)) // it says why: nothing was changed
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const says = page.querySelector("#nh-toasts .nh-toast span")?.textContent
    this.dispatchEvent(new CustomEvent("taken", { detail: { form } }))
    if (says) sessionStorage.setItem("nrh-says", says) // the answer that bore it is not the one that will be seen
    if (!stillHere.signal.aborted) location.assign(answer.url)
    stillHere.abort()
  }

  #asking(event) {
    const { xhr, requestConfig } = event.detail
    if (requestConfig.verb === "get") {
      // Each of many that are sent is told to all who watch, this page too: it looks once, when they have come.
      if (this.#sendsMany() && requestConfig.triggeringEvent?.type.startsWith("live:")) return event.preventDefault()
      return void (xhr.timeout ||= PATIENCE_READING_MS)
    }
    const kind = requestConfig.verb === "post" && this.kindOf(pathOf(requestConfig.path))
    if (!kind) return
    const form = requestConfig.elt.closest("form")
    const submitter = requestConfig.triggeringEvent?.submitter || requestConfig.triggeringEvent?.detail?.submitter
    const post = { form, submitter, kind, path: pathOf(requestConfig.path), isHtmx: true, entries: requestConfig.formData }
    if (this.#mustWait(kind)) {
      event.preventDefault()
      return void this.#store(post)
    }
    xhr.timeout = PATIENCE_MS
    this.#tried.set(xhr, post)
  }

  // Only what our server says counts; a log-in page in its place means that nothing was done.
  #answered(event) {
    const { xhr } = event.detail
    const post = this.#tried.get(xhr)
    if (!post) return
    const isOurs = Boolean(xhr.getResponseHeader(OURS))
    if (isOurs && !isBusy(xhr.status) && !xhr.responseURL.includes(LOG_IN)) return void (this.#downSince = 0)
    event.preventDefault()
    this.#store(post, !isOurs)
  }

  #unanswered(event) {
    const { xhr, requestConfig } = event.detail
    const post = this.#tried.get(xhr)
    this.#down()
    if (post) {
      event.stopPropagation() // nothing is lost: no word of that
      return void this.#store(post)
    }
    if (requestConfig?.verb !== "get") {
      event.stopPropagation()
      return this.show.needsLine()
    }
    // What a link would have opened beside the page: the page itself may be kept.
    const link = requestConfig.elt
    if (link?.matches?.("a[href]")) location.assign(link.href)
  }

  #down() {
    this.#downSince = Date.now()
  }

  // Stores what was to be posted. Only when it is on the disk does anything say so.
  async #store(post, isDown = false) {
    const { form, kind, path, isHtmx } = post
    if (isDown) this.#down()
    if (form) form.ariaBusy = "true"
    try {
      const store = await this.ready
      const { entries, files } = await photosOf(post.entries)
      const isMultipart = form?.enctype === "multipart/form-data"
      const lines = isHtmx && !isMultipart ? (text) => text : (text) => text.replace(/\r\n?|\n/g, "\r\n")
      const body = entries
        .filter(([name]) => !SECRETS.includes(name))
        .map(([name, value]) => [name, lines(String(value).toWellFormed?.() ?? String(value))])
      const command = {
        ...{ id: keyOf(post), class: files.length ? "media" : kind.lane, kind: kind.kind, v: kind.v || 1, path, body, files },
        ...{ after: neededBy({ path, lane: files.length ? "media" : kind.lane }, this.items), base: await baseOf(form, kind), at: deviceTime(), mono: mono(), skew: (await store.meta("skew")) || null },
        ...{ ...wordsOf(post), page: location.pathname },
      }
      command.hash = await hashOf(command)
      await store.put(command)
    } catch (problem) {
      return this.show.notStored(problem, post)
    } finally {
      if (form) form.ariaBusy = null
    }
    renew(form, post.submitter)
    this.dispatchEvent(new CustomEvent("taken", { detail: { form } }))
    await this.#changed()
    this.show.say("stored")
    this.sender?.now()
  }

  // As if it had not been written; its words are a draft again. What is on its way may have arrived: that is said.
  async takeBack(id) {
    const command = await this.store.takeBack(id)
    if (command?.text) await this.store.setMeta(draftOf(command), { at: Date.now(), said: Object.fromEntries(command.body) })
    await this.#changed()
    this.show.say(command ? "takenBack" : "onItsWay")
  }

  // ---- what becomes of it ----------------------------------------------------------------------------

  async reload() {
    this.items = await this.store.queue()
    this.settled = await this.store.sent()
    this.show.all()
  }

  async #changed() {
    this.channel?.postMessage({ changed: true })
    await this.reload()
  }

  #hear(data) {
    if (data.changed) this.reload()
    if (data.how) this.#take(data.how)
    if (data.settled) this.show.settled(data.settled)
  }

  #tell(how) {
    this.channel?.postMessage({ how })
    this.#take(how)
  }

  #take({ line, sending }) {
    if (line === "revoked") return this.#wipe()
    const wasDown = this.line === "off" || this.line === "portal"
    const sentMany = this.#sendsMany()
    if (line) this.line = line
    if (line) this.dispatchEvent(new CustomEvent("line", { detail: line }))
    if (line === "off" || line === "portal") this.#down()
    if (line === "on") this.#downSince = 0
    if (sending) this.sending = new Set(sending)
    this.show.all()
    if (line === "on" && wasDown) {
      this.show.refresh()
      this.keep()
    } else if (sentMany && !this.#sendsMany()) this.show.refresh()
  }

  async #finished(settled) {
    const brief = settled.map(({ id, path, state, says, label }) => ({ id, path, state, says, label }))
    this.channel.postMessage({ settled: brief })
    await this.#changed()
    this.show.settled(brief)
    this.keep(2000 + Math.random() * 4000)
  }

  async #wipe() {
    clearInterval(this.sender.timer)
    ;(await navigator.serviceWorker?.ready)?.active?.postMessage({ erase: true })
    await this.store.wipe()
    localStorage.clear()
    indexedDB.deleteDatabase(`nrh-gate-${this.person}`) // a gate's list
    this.items = []
    location.assign(LOG_IN)
  }

  // ---- going away --------------------------------------------------------------------------------------

  #leaving(form, stop) {
    const goes = () => {
      this.#erase()
      HTMLFormElement.prototype.submit.call(form)
    }
    if (this.isDown()) return stop(), this.show.leavingOffline(() => this.#erase())
    if (!this.items.length) return this.#erase()
    stop()
    this.show.leaving({
      send: () => this.sender.now(),
      keep: goes,
      destroy: async () => {
        await this.store.destroy()
        await this.#changed()
        await this.sender.now()
        goes()
      },
    })
  }

  #erase() {
    navigator.serviceWorker?.controller?.postMessage({ erase: true })
    indexedDB.deleteDatabase(`nrh-gate-${this.person}`)
    this.#keepAt = 0 // nothing more
    clearTimeout(this.#keeping)
  }

  // ---- the kept pages -----------------------------------------------------------------------------------

  async #worker() {
    if (!navigator.serviceWorker) return
    navigator.serviceWorker.addEventListener("message", ({ data }) => this.#kept(data))
    const { controller } = navigator.serviceWorker
    if (controller) navigator.serviceWorker.addEventListener("controllerchange", () => this.keep()) // the old one broke off
    await navigator.serviceWorker.register(this.dataset.worker, { updateViaCache: "none" }).catch(() => {})
    const feed = document.querySelector("live-feed")?.getAttribute("src")
    if (feed) {
      this.feed = new BroadcastChannel(`live ${feed}`)
      this.feed.onmessage = ({ data }) => data.topics && this.keep(5000 + Math.random() * SPREAD_MS, data.topics)
    }
    setInterval(() => this.keep(), KEEP_EVERY_MS)
    const last = (await this.store.meta("kept")) || 0
    if (!this.#forms.length || Date.now() - last > KEEP_EVERY_MS) this.keep()
    else this.#post({ person: this.person })
  }

  // Asks the worker to bring what it keeps up to date; once, however many ask, and as soon as the first of them.
  // topics: only pages that watch one of these; none: all.
  keep(inMs = 0, topics = null) {
    this.#about = topics && this.#about && [...this.#about, ...topics]
    const at = Date.now() + inMs
    if (this.#keepAt <= at) return
    this.#keepAt = at
    clearTimeout(this.#keeping)
    this.#keeping = setTimeout(() => {
      if (this.#sendsMany()) return void ((this.#keepAt = Infinity), this.keep(SHORTLY_MS, [])) // what was written goes first
      const topics = this.#about
      this.#keepAt = Infinity
      this.#about = []
      const { waiting, reading } = this.dataset
      if (!this.isDown()) this.#post({ keep: this.person, topics, more: [waiting, reading].filter(Boolean), waiting, away: reading })
    }, inMs)
  }

  async #post(word) {
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage(word)
  }

  #kept(data) {
    if (data.kept !== this.person) return
    if (data.forms) {
      this.#forms = data.forms
      localStorage.setItem("nrh-forms", JSON.stringify(data.forms))
    }
    this.store.setMeta("kept", Date.now())
    this.dispatchEvent(new CustomEvent("kept", { detail: data }))
  }
}

// ---- small things --------------------------------------------------------------------------------------

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name))
  } catch {
    return null
  }
}

customElements.define("out-box", OutBox)
