// What waits on this phone, of one person: an IndexedDB of its own, `nrh-PERSON`.
// queue: what the server has not finally answered. sent: what it has, for 72 h. meta: lanes, clock, forms.
// Each command knows the how-manieth it was (`number`) and the `epoch` whose lanes its `seq` counts: the order of
// writing outlives every new epoch.
//
// Nothing is called stored before `done`: with durability "strict" it then outlives an empty battery.

import { openDB } from "idb"

export const LANES = ["urgent", "normal", "media"]
const SENT_KEPT_MS = 72 * 3600_000
const RESERVE = 1 << 20 // bytes held back, so that a word always finds room, whatever the photos took
const STRICT = { durability: "strict" }
const FINE = ["applied", "merged"]

export const boot = crypto.randomUUID?.() || "" // of this page's monotonic clock
export const mono = () => ({ boot, ms: Math.round(performance.now()) })

// RFC 9562: the time first, so that what is younger sorts later.
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let place = 5, rest = now; place >= 0; place--, rest = Math.floor(rest / 256)) bytes[place] = rest % 256
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
}

export async function sha256(what) {
  const bytes = typeof what === "string" ? new TextEncoder().encode(what) : what
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

// The server says the same with json.dumps(…, separators=(",", ":"), ensure_ascii=False).
export const hashOf = async ({ kind, v, path, body }) => `sha256:${await sha256(JSON.stringify([kind, v, path, body]))}`

// The phone's own clock, with its offset: testimony, kept as it was.
export function deviceTime(at = new Date()) {
  const minutes = -at.getTimezoneOffset()
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0")
  const here = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1)
  return `${here}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`
}

// A note that outlives the store: a cookie.
const noted = (name) => document.cookie.match(new RegExp(`(?:^|; )${name}=([\\w.-]+)`))?.[1]
function note(name, text, seconds = 34_560_000) {
  const secure = location.protocol === "https:" ? "; secure" : ""
  document.cookie = `${name}=${text}; path=/; max-age=${seconds}; samesite=lax${secure}`
}

// The phone's name for the server: so a wiped phone is known again.
export function deviceName() {
  const name = localStorage.getItem("nrh-device") || noted("nrh_device") || uuid7()
  localStorage.setItem("nrh-device", name)
  note("nrh_device", name)
  return name
}

// How far the lanes are counted: so a phone whose store was erased can say what was in it.
const noteLanes = (person, { epoch, next }) => note(`nrh_lanes_${person}`, [epoch, ...LANES.map((lane) => next[lane] - 1)].join("."))
function notedLanes(person) {
  const [epoch, ...counts] = noted(`nrh_lanes_${person}`)?.split(".") || []
  return epoch ? { epoch, max_seq: Object.fromEntries(LANES.map((lane, place) => [lane, Number(counts[place])])) } : null
}

export class Store {
  static async open(person) {
    const db = await openDB(`nrh-${person}`, 1, {
      upgrade(db) {
        db.createObjectStore("queue", { keyPath: "id" })
        db.createObjectStore("sent", { keyPath: "id" })
        db.createObjectStore("meta")
      },
      blocking: (_now, _wanted, { target }) => target.close(),
    })
    const store = new Store()
    Object.assign(store, { db, person })
    await store.lanes()
    return store
  }

  meta = (name) => this.db.get("meta", name)
  setMeta = (name, value) => this.db.put("meta", value, name)

  // In the order in which they go: urgent first, each lane by its own count.
  async queue() {
    const all = await this.db.getAll("queue")
    return all.sort((a, b) => LANES.indexOf(a.class) - LANES.indexOf(b.class) || a.seq - b.seq || asWritten(a, b))
  }

  async sent() {
    const all = await this.db.getAll("sent")
    return all.sort((a, b) => asWritten(b, a))
  }

  // Resolves when it is on the disk. Raises QuotaExceededError where there is no room, even without the reserve.
  async put(command) {
    try {
      return await this.#put(command)
    } catch (problem) {
      if (problem?.name !== "QuotaExceededError" || command.files.length) throw problem
      await this.db.delete("meta", "reserve")
      return this.#put(command)
    }
  }

  async #put(command) {
    const work = this.db.transaction(["queue", "meta"], "readwrite", STRICT)
    const lanes = await lanesOf(work)
    const stored = { ...command, ...numbered(lanes, command.class), number: lanes.wrote++, state: "stored" }
    try {
      await Promise.all([work.objectStore("queue").put(stored), work.objectStore("meta").put(lanes, "lanes"), work.done])
    } catch (problem) {
      work.done.catch(() => {})
      try {
        work.abort() // no number is counted for what is not there
      } catch {} // it was, by itself
      throw problem
    }
    noteLanes(this.person, lanes)
    return stored
  }

  // Set room aside: much of it, else a little. In one go, so that nothing puts it back when it was just used up.
  async reserve() {
    if (await this.db.getKey("meta", "reserve")) return
    const bytes = new Uint8Array(RESERVE)
    for (let from = 0; from < RESERVE; from += 65536) crypto.getRandomValues(bytes.subarray(from, from + 65536))
    const little = () => this.setMeta("reserve", bytes.slice(0, 65536).buffer)
    await this.setMeta("reserve", bytes.buffer).catch(little).catch(() => {})
  }

  // The lanes; the first time they are made. What a note outside of this store says of others, that are gone, is kept.
  async lanes() {
    const known = await this.meta("lanes")
    if (known) return known
    const work = this.db.transaction("meta", "readwrite", STRICT)
    const lanes = await lanesOf(work)
    const noted = lanes.isNew ? notedLanes(this.person) : null
    delete lanes.isNew
    if (noted) work.objectStore("meta").put(noted, "gone")
    work.objectStore("meta").put(lanes, "lanes")
    await work.done
    noteLanes(this.person, lanes)
    return lanes
  }

  // Final answers of the server: what was queued becomes what was sent. One transaction.
  async settle(results, now = Date.now()) {
    const work = this.db.transaction(["queue", "sent"], "readwrite", STRICT)
    const settled = []
    for (const result of results) {
      const command = await work.objectStore("queue").get(result.id)
      if (!command) continue
      const needs = !FINE.includes(result.status)
      const { status, code, says, go } = result
      const kept = { ...command, state: needs ? "attention" : "received", status, code, says, go, settled: now }
      settled.push(kept)
      work.objectStore("sent").put(kept)
      work.objectStore("queue").delete(result.id)
    }
    await work.done
    return settled
  }

  // The person has read why something was refused, or gave it up.
  async putAside(id) {
    const command = await this.db.get("sent", id)
    if (command) await this.db.put("sent", { ...command, state: "aside" })
  }

  // What is given away, to the server or to a colleague, may have arrived whatever is heard of it. Returns what is still there.
  async give(ids) {
    const work = this.db.transaction("queue", "readwrite", STRICT)
    const found = []
    for (const id of ids) {
      const command = await work.store.get(id)
      if (!command) continue
      found.push({ ...command, given: true })
      if (!command.given) work.store.put(found.at(-1))
    }
    await work.done
    return found
  }

  // Out of the queue, as if it had not been written: what follows in its lane moves up. None where it was given away.
  async takeBack(id) {
    const work = this.db.transaction(["queue", "meta"], "readwrite", STRICT)
    const queue = work.objectStore("queue")
    const command = await queue.get(id)
    const lanes = await lanesOf(work)
    if (!command || command.given || command.epoch !== lanes.epoch) return null
    for (const other of await queue.getAll()) {
      const isBehind = other.class === command.class && other.seq > command.seq
      const after = other.after.filter((name) => name !== id)
      if (isBehind || after.length < other.after.length) queue.put({ ...other, after, seq: other.seq - Number(isBehind) })
    }
    queue.delete(id)
    lanes.next[command.class]--
    work.objectStore("meta").put(lanes, "lanes")
    await work.done
    noteLanes(this.person, lanes)
    return command
  }

  async setQueued(id, more) {
    const work = this.db.transaction("queue", "readwrite")
    const command = await work.store.get(id)
    if (command) work.store.put({ ...command, ...more })
    await work.done
  }

  // What was finally answered long ago is forgotten; what still needs attention never.
  async forgetOld(now = Date.now()) {
    const work = this.db.transaction("sent", "readwrite")
    for (const command of await work.store.getAll())
      if (command.state !== "attention" && now - command.settled > SENT_KEPT_MS) work.store.delete(command.id)
    await work.done
  }

  // The server was restored from a backup: all it ever confirmed or refused in the last days is offered again.
  offerAgain = (now = Date.now()) => this.#back((command) => now - command.settled <= SENT_KEPT_MS)

  // The server lacks what is before our first: send from there, if it is still here.
  async sendFrom(lane, need) {
    const { epoch } = await this.lanes()
    const inLane = async () => (await this.queue()).filter((command) => command.class === lane)
    const [before] = await inLane()
    await this.#back((command) => command.class === lane && command.epoch === epoch && command.seq >= need)
    const [first] = await inLane()
    if (first?.seq !== need) await this.newEpoch()
    else if (before?.seq === need) return false // the server asks for what it was just given
    return true
  }

  // What was sent waits again. Where its numbers are those of lanes that are over, all lanes begin anew.
  async #back(isMeant) {
    const work = this.db.transaction(["queue", "sent", "meta"], "readwrite", STRICT)
    const lanes = await lanesOf(work)
    let isOver = false
    for (const command of await work.objectStore("sent").getAll()) {
      if (!isMeant(command)) continue
      isOver ||= command.epoch !== lanes.epoch
      work.objectStore("queue").put({ ...command, state: "stored" })
      work.objectStore("sent").delete(command.id)
    }
    await this.#begin(work, isOver)
  }

  // Begin all lanes anew: the same commands in the order in which they were written, counted from one.
  async newEpoch() {
    await this.#begin(this.db.transaction(["queue", "meta"], "readwrite", STRICT), true)
  }

  async #begin(work, isMeant) {
    const lanes = isMeant && fresh((await lanesOf(work)).wrote)
    if (lanes) {
      const queued = (await work.objectStore("queue").getAll()).sort(asWritten)
      for (const command of queued) work.objectStore("queue").put({ ...command, ...numbered(lanes, command.class) })
      work.objectStore("meta").put(lanes, "lanes")
    }
    await work.done
    if (lanes) noteLanes(this.person, lanes)
  }

  // The person typed how many: they are gone, and the next beacon says so, at once: else they would be called lost.
  async destroy() {
    const queued = await this.queue()
    const work = this.db.transaction(["queue", "meta"], "readwrite", STRICT)
    const before = (await work.objectStore("meta").get("destroyed")) || 0
    work.objectStore("meta").put(before + queued.length, "destroyed")
    const old = await lanesOf(work)
    const thrown = (await work.objectStore("meta").get("thrown")) || {}
    for (const command of queued) (thrown[old.epoch] ||= {})[command.class] = (thrown[old.epoch][command.class] || 0) + 1
    work.objectStore("meta").put(thrown, "thrown")
    work.objectStore("meta").delete("asked")
    const lanes = fresh(old.wrote) // the counts of the old lanes have a hole now
    work.objectStore("meta").put(lanes, "lanes")
    work.objectStore("queue").clear()
    await work.done
    noteLanes(this.person, lanes)
  }

  async wipe() {
    const { name } = this.db
    this.db.close()
    indexedDB.deleteDatabase(name)
    note(`nrh_lanes_${this.person}`, "", 0)
  }
}

const fresh = (wrote = 1) => ({ epoch: uuid7(), next: { urgent: 1, normal: 1, media: 1 }, wrote })
const lanesOf = async (work) => (await work.objectStore("meta").get("lanes")) || { ...fresh(), isNew: true }
const numbered = (lanes, lane) => ({ epoch: lanes.epoch, seq: lanes.next[lane]++ })
const asWritten = (a, b) => a.number - b.number
