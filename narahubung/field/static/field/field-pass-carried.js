// What this phone carries for others: sealed parcels, in an IndexedDB of their own, of nobody in particular.
// They go to the server when there is a line and anybody is signed in. What they say this phone cannot read.

import { openDB } from "idb"
import { sha256 } from "./field-pass-parcel.js"; // the semicolon is how collecting finds it

const OURS = "Narahubung"
const KEPT_MS = 72 * 3600_000 // what the server has answered is kept so long: it may be restored from a backup
const AGAIN_MS = 5 * 60_000
const PATIENCE_MS = 60_000
const MOST = 40
const STRICT = { durability: "strict" }

const open = () => openDB("nrh-parcels", 1, { upgrade: (db) => void db.createObjectStore("parcels", { keyPath: "id" }) })

async function within(does) {
  const db = await open()
  try {
    return await does(db)
  } finally {
    db.close()
  }
}

// Resolves when it is on the disk. Tells how it stands: "carried", "known" or "full".
export async function carry(bytes) {
  const id = await sha256(bytes)
  const said = await within(async (db) => {
    if (await db.get("parcels", id)) return "known"
    if ((await db.count("parcels")) >= MOST && !(await makeRoom(db))) return "full"
    const work = db.transaction("parcels", "readwrite", STRICT)
    work.store.put({ id, bytes, size: bytes.length, at: Date.now(), state: "carried", next: 0 })
    await work.done
    return "carried"
  })
  if (said === "carried") localStorage.setItem("nrh-carries", "1")
  return said
}

// Puts down the oldest of which the server has said that it has it.
async function makeRoom(db) {
  const taken = (await db.getAll("parcels")).filter(({ state }) => state === "taken").sort((a, b) => a.at - b.at)
  if (taken.length) await db.delete("parcels", taken[0].id)
  return taken.length
}

export const carried = () => within(async (db) => (await db.getAll("parcels")).sort((a, b) => b.at - a.at))
export const putDown = (id) => within((db) => db.delete("parcels", id))

// Offers what is carried; tells how the line stands: "", "off", "signin". server: its epoch, as last heard here: another
// one than it answered in before means that it was restored, and may have forgotten what it took.
export async function deliver({ server, isAsked = false } = {}) {
  if (!localStorage.getItem("nrh-carries")) return ""
  return navigator.locks.request("nrh-deliver", async () => {
    const now = Date.now()
    const all = await carried()
    for (const parcel of all) if (isOver(parcel, now)) await putDown(parcel.id)
    if (!all.length) localStorage.removeItem("nrh-carries")
    const due = all.filter((parcel) => isDue(parcel, now, server, isAsked))
    if (!due.length) return ""
    const greeted = await ask("/field/proto/")
    if (!greeted) return "off"
    if (greeted.person == null) return "signin"
    for (const parcel of due) {
      const headers = { "content-type": "application/octet-stream", "x-csrftoken": greeted.csrf }
      const told = await ask("/field/parcels/", { method: "POST", body: parcel.bytes, headers })
      if (told?.sign_in) return "signin"
      if (told?.id !== parcel.id || !told.server_epoch || !["taken", "later", "refused"].includes(told.status)) return "off"
      await note(parcel.id, told)
      dispatchEvent(new CustomEvent("delivered"))
    }
    return ""
  })
}

const isOver = ({ state, at }, now) => state !== "carried" && now - at > KEPT_MS

function isDue({ state, next, server: before }, now, server, isAsked) {
  if (state === "taken" || state === "refused") return (server && server !== before) || (isAsked && state === "refused")
  return isAsked || next <= now
}

const note = (id, { status, server_epoch: server, commands = 0, says = "" }) =>
  within(async (db) => {
    const work = db.transaction("parcels", "readwrite", STRICT)
    const parcel = await work.store.get(id)
    const now = Date.now()
    if (parcel) work.store.put({ ...parcel, state: status, server, commands, says, told_at: now, next: now + AGAIN_MS })
    await work.done
  })

// The answer, where it is surely our server's.
export async function ask(address, how = {}) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal, ...how })
    if (!answer.headers.get(OURS) || !/^application\/json\b/.test(answer.headers.get("Content-Type") || "")) return null
    const told = await answer.json()
    return told.proto === 1 && (answer.ok || told.sign_in) ? told : null
  } catch {
    return null
  }
}
