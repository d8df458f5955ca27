// Sends what waits on the phone, from one tab at a time (Web Lock), lane by lane, urgent first.
// A command leaves the queue only on an answer that is surely our server's, to this very command, and final.

import { LANES, mono } from "./field-store.js"; // the semicolon is how collecting finds it

const PROTO = 1
const MARK = "Narahubung" // the header that our server's answers bear, and no captive portal's
const EVERY_MS = 5000 // so long after a tab died that was sending does another one take over
const PATIENCE_MS = 30_000
const MOST = 50
const MOST_BYTES = 256 * 1024
const PART_BYTES = 64 * 1024
const LONGEST_MS = 60_000
const PACKED_FROM = 1000 // bytes: less than a packet is not worth it
const HEARD_MS = 3600_000 // so often the server is told how it stands here, though nothing waits
const FINAL = ["applied", "merged", "conflict", "rejected", "held"]

class Halt extends Error {
  constructor(line, afterMs = 0) {
    super(line)
    Object.assign(this, { line, afterMs })
  }
}

export class Sender {
  #tries = 0
  #notBefore = 0
  #running = null
  #isAsked = false

  // told({line, sending}) says how it stands; finished(settled) what the server has finally answered.
  constructor(store, { person, device, told, finished }) {
    Object.assign(this, { store, person, device, told, finished })
    this.skew = null
  }

  start() {
    this.timer = setInterval(() => this.kick(), EVERY_MS)
    addEventListener("online", this.now)
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now())
    this.kick()
  }

  // Somebody did something, or the line came back: no waiting.
  now = () => {
    this.#notBefore = 0
    return this.kick()
  }

  async kick() {
    this.#isAsked = true
    if (!this.#running && Date.now() >= this.#notBefore)
      this.#running = navigator.locks.request("nrh-sender", () => this.#work()).finally(() => (this.#running = null))
    return this.#running
  }

  async #work() {
    while (this.#isAsked) {
      this.#isAsked = false
      try {
        await this.#flush()
        this.#tries = 0
      } catch (problem) {
        if (!(problem instanceof Halt)) console.warn(problem)
        const wait = Math.random() * Math.min(LONGEST_MS, 1000 * 2 ** this.#tries++)
        this.#notBefore = Date.now() + Math.max(wait, problem.afterMs || 0)
        setTimeout(() => this.kick(), this.#notBefore - Date.now() + 10)
        this.told({ line: problem.line || "off", sending: [] })
        return
      }
    }
  }

  async #flush() {
    const asked = await this.store.meta("asked")
    const waiting = await this.store.queue()
    if (!waiting.length && this.skew && Date.now() - asked < 10 * 60_000) return
    this.rank = rankOf(waiting)
    await this.#greet()
    await this.#tellGone()
    for (const lane of LANES) while (await this.#sendSome(lane));
    this.told({ line: "on", sending: [] })
    await this.#beacon()
    await this.store.forgetOld()
  }

  // Who are you, who am I to you, and what time is it: before anything is given away.
  async #greet() {
    const began = Date.now()
    const said = await this.#json("/field/proto/")
    const ended = Date.now()
    const now = Date.parse(said.now)
    this.skew = { lo_ms: now - ended, hi_ms: now - began }
    this.csrf = said.csrf
    this.packs = said.gzip && "CompressionStream" in self // on 64 kbit/s a day's letters take a third of the time
    await this.store.setMeta("skew", this.skew)
    await this.store.setMeta("asked", ended)
    if (said.person == null) throw new Halt("signin")
    if (said.person !== this.person) throw new Halt("other")
    const before = await this.store.meta("server")
    if (before && before !== said.server_epoch) await this.store.offerAgain()
    if (before !== said.server_epoch) await this.store.setMeta("server", said.server_epoch)
  }

  // Sends one batch of a lane; tells whether there may be more.
  async #sendSome(lane) {
    const queued = await this.store.queue()
    const chosen = await this.#batch(queued, lane)
    if (!chosen.length) return false
    const batch = await this.store.give(chosen.map(({ id }) => id)) // what was taken back meanwhile is not among them
    if (!batch.length) return true
    this.rank = rankOf(queued, lane)
    this.told({ line: "on", sending: batch.map(({ id }) => id) })
    await this.store.setMeta("heard", null) // what it says of the queue holds no longer when it has come
    const answer = await this.#json("/field/outbox/", JSON.stringify(await this.#letter(lane, batch, queued)))
    const results = new Map((answer.results || []).map((result) => [result.id, result]))
    const good = batch
      .map((command) => ({ command, result: results.get(command.id) }))
      .filter(({ command, result }) => result && FINAL.includes(result.status) && result.hash === command.hash && answer.server_epoch)
    const settled = await this.store.settle(good.map(({ result }) => result))
    if (settled.length) this.finished(settled)
    const stops = batch.map(({ id }) => results.get(id)).find((result) => result && !FINAL.includes(result.status))
    if (stops?.status === "gap") {
      if (await this.store.sendFrom(lane, stops.need)) return true
      throw new Halt("busy")
    }
    if (!settled.length || stops?.status === "later") throw new Halt("busy")
    return !stops && batch.length < queued.filter((command) => command.class === lane).length
  }

  // What the last letter said waits has come since; and a store that was erased has a word to say before its first.
  async #beacon() {
    const queued = await this.store.queue()
    const { epoch } = await this.store.lanes()
    const beacon = await beaconOf(queued, this.store)
    const says = JSON.stringify([epoch, beacon.unsent, beacon.destroyed, await this.store.meta("server")])
    const { said, at } = (await this.store.meta("heard")) || {}
    if (said === says && Date.now() - at < HEARD_MS) return
    await this.#json("/field/outbox/", JSON.stringify(await this.#letter("normal", [], queued)))
    await this.store.setMeta("heard", { said: says, at: Date.now() })
  }

  // This store is new, but a note says that there was another: the server is told how far that one counted.
  async #tellGone() {
    const gone = await this.store.meta("gone")
    if (!gone) return
    const letter = await this.#letter("normal", [], [])
    await this.#json("/field/outbox/", JSON.stringify({ ...letter, epoch: gone.epoch, beacon: { max_seq: gone.max_seq } }))
    await this.store.db.delete("meta", "gone")
  }

  async #batch(queued, lane) {
    const batch = []
    let bytes = 0
    for (const command of queued) {
      if (command.class !== lane) continue
      bytes += JSON.stringify(command.body).length + 600
      if (batch.length && (batch.length >= MOST || bytes > MOST_BYTES)) break
      for (const file of command.files) await this.#upload(file)
      batch.push(command)
      if (command.files.length) break // one photo at a time: what is urgent comes between
    }
    return batch
  }

  async #letter(lane, batch, queued) {
    const skewed = batch.map(({ id, seq, kind, v, path, after, base, body, at, mono, hash, skew }) => ({
      ...{ id, seq, kind, v, path, after, base, body, at, mono, hash },
      ...(skew ? { skew: eitherWay(skew, this.skew) } : {}),
    }))
    const beacon = await beaconOf(queued, this.store)
    return {
      ...{ proto: PROTO, person: this.person, device: this.device, epoch: (await this.store.lanes()).epoch, class: lane },
      ...{ sent_at: new Date().toISOString(), mono: mono(), skew: this.skew, beacon, commands: skewed },
    }
  }

  // In parts, from where the last try ended.
  async #upload({ photo, hash, size, blob }) {
    const about = new URLSearchParams({ id: photo })
    let { have } = await this.#json(`/field/photo/?${about}`)
    let stuck = 0
    while (have < size) {
      const ask = new URLSearchParams({ id: photo, from: have, size, hash })
      const part = await blob.slice(have, have + PART_BYTES).arrayBuffer()
      const said = await this.#json(`/field/photo/?${ask}`, part, "application/octet-stream")
      if (said.have <= have && ++stuck > 3) throw new Halt("busy")
      have = said.have
    }
  }

  // Our server's JSON, or Halt: everything else is nobody's word.
  async #json(address, body, type = "application/json") {
    const headers = { accept: "application/json", "narahubung-class": this.rank || "normal", ...(body ? { "content-type": type, "x-csrftoken": this.csrf || "" } : {}) }
    if (this.packs && typeof body === "string" && body.length > PACKED_FROM) {
      body = await gzip(body)
      headers["content-encoding"] = "gzip"
    }
    let answer
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const how = { credentials: "same-origin", cache: "no-store", redirect: "manual", signal }
      answer = await fetch(address, { method: body ? "POST" : "GET", body, headers, ...how })
    } catch {
      throw new Halt("off")
    }
    if (!answer.headers.get(MARK)) throw new Halt("portal")
    const again = Number(answer.headers.get("Retry-After")) * 1000 || 0
    if (!/^application\/json\b/.test(answer.headers.get("Content-Type") || "")) throw new Halt("busy", again)
    let said
    try {
      said = await answer.json()
    } catch {
      throw new Halt("off") // cut in the middle
    }
    if (said.wipe || said.revoked) throw new Halt("revoked")
    if (said.proto !== PROTO || said.too_old) throw new Halt("old")
    if (said.sign_in) throw new Halt("signin")
    if (said.other_person) throw new Halt("other")
    if (!answer.ok) throw new Halt("busy", again)
    return said
  }
}

// Whole before it goes: a body that streams needs HTTP/2.
const gzip = (text) => new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob()

// The phone's clock may have been set since the contact before: what was written between is true by one of the two.
const eitherWay = (before, now) => ({ lo_ms: Math.min(before.lo_ms, now.lo_ms), hi_ms: Math.max(before.hi_ms, now.hi_ms) })

// What waits, said before anything is read: a busy server lets in first what is urgent and was just written.
function rankOf(queued, lane = LANES.find((each) => queued.some((command) => command.class === each)) || "normal") {
  const isNew = ({ at }) => Date.now() - Date.parse(at) < 60_000
  return lane === "urgent" && queued.some((command) => command.class === lane && isNew(command)) ? "new" : lane
}

// What this phone still has: so the server can say what a lost one took with it.
async function beaconOf(queued, store) {
  const unsent = {}
  const max_seq = {}
  const { next } = await store.lanes()
  for (const lane of LANES) {
    unsent[lane] = queued.filter((command) => command.class === lane).length
    max_seq[lane] = next[lane] - 1
  }
  const oldest_ms = queued.length ? Date.now() - Math.min(...queued.map((command) => Date.parse(command.at))) : 0
  const persisted = (await navigator.storage?.persisted?.()) || false
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
  return { unsent, max_seq, oldest_ms, persisted, installed, destroyed: (await store.meta("destroyed")) || 0, thrown: (await store.meta("thrown")) || {} }
}
