// A parcel: what waits on this phone, sealed to the server and signed by the phone, so that somebody else may carry it.
// Its shape and the server's side of it stand in narahubung/field/parcels.py. And its parts, as codes show them.

const MARK = "NP1"
const INFO = new TextEncoder().encode("narahubung parcel 1")
const CURVE = { namedCurve: "P-256" }
const MOST = 50 // commands in a batch
const PART_BYTES = 700 // of one code: it fills the width of a phone and is still read from another's screen
const PREFIX = "NRH1:"
const FILE_HEAD = "NARAHUBUNG PARCEL 1"
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" // RFC 9285: what codes write most densely

// ---- keys ------------------------------------------------------------------------------------------------

// The phone's own key: nobody can take it out, not even this script.
export async function ownKey(store) {
  const known = await store.meta("pass-own")
  if (known) return known
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", ...CURVE }, false, ["sign", "verify"])
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
  const own = { sign: pair.privateKey, point: base64(point), id: await sha256(point) }
  await store.setMeta("pass-own", own)
  return own
}

// ---- sealing ---------------------------------------------------------------------------------------------

// What goes along: all but photos and sound, whose bytes are too many. Each lane in its order.
export const goesAlong = (queue) => queue.filter((command) => command.class !== "media" && !command.files?.length)

// Returns the bytes, and the commands that are in it: the first that find room.
export async function sealed(store, { person, device }, commands) {
  const own = await store.meta("pass-own")
  const to = await store.meta("pass-seal")
  const packed = await gzip(await linesOf(store, { person, device }, commands))
  if (packed.length > to.most - 1024 && commands.length > 1) return sealed(store, { person, device }, commands.slice(0, commands.length >> 1))
  const once = await crypto.subtle.generateKey({ name: "ECDH", ...CURVE }, false, ["deriveBits"])
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey))
  const theirs = unbase64(to.point)
  const text = new TextEncoder().encode(JSON.stringify({ to: to.id, by: own.id, point: base64(point) }))
  const head = joined(new TextEncoder().encode(MARK), two(text.length), text)
  const server = await crypto.subtle.importKey("raw", theirs, { name: "ECDH", ...CURVE }, false, [])
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, once.privateKey, 256)
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"])
  const how = { name: "HKDF", hash: "SHA-256", salt: joined(point, theirs), info: INFO }
  const secret = new Uint8Array(await crypto.subtle.deriveBits(how, base, 44 * 8))
  const key = await crypto.subtle.importKey("raw", secret.slice(0, 32), "AES-GCM", false, ["encrypt"])
  const hidden = await crypto.subtle.encrypt({ name: "AES-GCM", iv: secret.slice(32), additionalData: head }, key, packed)
  const body = joined(head, new Uint8Array(hidden))
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, own.sign, body)
  return { bytes: joined(body, new Uint8Array(signature)), commands }
}

// One body of POST /field/outbox/ in each line.
async function linesOf(store, { person, device }, commands) {
  const { epoch, next } = await store.meta("lanes")
  const max_seq = Object.fromEntries(Object.entries(next).map(([lane, seq]) => [lane, seq - 1]))
  const skew = (await store.meta("skew")) || null
  const lines = []
  for (const lane of new Set(commands.map((command) => command.class))) {
    const some = commands.filter((command) => command.class === lane)
    for (let from = 0; from < some.length; from += MOST) {
      const written = some.slice(from, from + MOST).map(({ id, seq, kind, v, path, after, base, body, at, hash, skew }) => ({
        ...{ id, seq, kind, v, path, after, base, body, at, hash },
        ...(skew ? { skew } : {}),
      }))
      lines.push(JSON.stringify({ proto: 1, person, device, epoch, class: lane, sent_at: new Date().toISOString(), skew, beacon: { max_seq }, commands: written }))
    }
  }
  return new TextEncoder().encode(lines.join("\n"))
}

async function gzip(bytes) {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

// ---- codes -----------------------------------------------------------------------------------------------

// The texts of the codes: each says of which parcel it is (the first bytes of its digest), which part, of how many.
export async function partsOf(bytes) {
  const name = unhex((await sha256(bytes)).slice(0, 16))
  const count = Math.ceil(bytes.length / PART_BYTES)
  return Array.from({ length: count }, (_, place) => {
    const part = bytes.subarray(place * PART_BYTES, (place + 1) * PART_BYTES)
    return PREFIX + base45(joined(name, two(place), two(count), part))
  })
}

// Gathers parts, in whatever order and however often they are seen.
export class Gathered {
  #parts = new Map()
  name = ""
  count = 0

  get have() {
    return this.#parts.size
  }

  get missing() {
    return Array.from({ length: this.count }, (_, place) => place).filter((place) => !this.#parts.has(place)).map((place) => place + 1)
  }

  // Tells whether it was a new part. The codes of another parcel begin anew.
  take(text) {
    const bytes = text.startsWith(PREFIX) ? unbase45(text.slice(PREFIX.length)) : null
    if (!bytes || bytes.length < 13) return false
    const name = hex(bytes.subarray(0, 8))
    const [place, count] = [bytes[8] * 256 + bytes[9], bytes[10] * 256 + bytes[11]]
    if (place >= count) return false
    if (name !== this.name || count !== this.count) {
      Object.assign(this, { name, count })
      this.#parts.clear()
    }
    const isNew = !this.#parts.has(place)
    this.#parts.set(place, bytes.subarray(12))
    return isNew
  }

  // The parcel, when all is there; what was read wrongly begins anew.
  async whole() {
    if (!this.count || this.missing.length) return null
    const bytes = joined(...Array.from({ length: this.count }, (_, place) => this.#parts.get(place)))
    if ((await sha256(bytes)).startsWith(this.name)) return bytes
    this.#parts.clear()
    return null
  }
}

// ---- files -----------------------------------------------------------------------------------------------

// Plain text: the only kind that every phone lets one app hand to another.
export const fileOf = (bytes, name) => new File([`${FILE_HEAD}\n${base64(bytes)}\n`], name, { type: "text/plain" })

export async function parcelIn(file) {
  const [head, body] = (await file.text()).trim().split(/\r?\n/, 2)
  try {
    const bytes = head === FILE_HEAD ? unbase64(body) : null
    return bytes && new TextDecoder().decode(bytes.subarray(0, 3)) === MARK ? bytes : null
  } catch {
    return null // it is no base64
  }
}

// ---- small things ----------------------------------------------------------------------------------------

const two = (number) => new Uint8Array([number >> 8, number & 255])
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
const unhex = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)))
const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
export const sha256 = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))

function base64(bytes) {
  let text = ""
  for (let from = 0; from < bytes.length; from += 8192) text += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return btoa(text)
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0)
  return whole
}

export function base45(bytes) {
  let text = ""
  for (let place = 0; place < bytes.length; place += 2) {
    const isPair = place + 1 < bytes.length
    const number = isPair ? bytes[place] * 256 + bytes[place + 1] : bytes[place]
    text += LETTERS[number % 45] + LETTERS[Math.floor(number / 45) % 45] + (isPair ? LETTERS[Math.floor(number / 2025)] : "")
  }
  return text
}

export function unbase45(text) {
  const bytes = []
  for (let place = 0; place < text.length; place += 3) {
    const digits = [...text.slice(place, place + 3)].map((letter) => LETTERS.indexOf(letter))
    if (digits.includes(-1) || digits.length < 2) return null
    const number = digits[0] + digits[1] * 45 + (digits[2] || 0) * 2025
    if (number > (digits.length === 3 ? 65535 : 255)) return null
    if (digits.length === 3) bytes.push(number >> 8)
    bytes.push(number & 255)
  }
  return new Uint8Array(bytes)
}
