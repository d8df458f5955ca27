// Photos before they wait: small, and without what the camera wrote into them (place, device, time).

import { sha256, uuid7 } from "./field-store.js"; // the semicolon is how collecting finds it

const LONGEST_PX = 1600
const QUALITY = 0.8

// The picture drawn anew: nothing but its pixels is left.
export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const pen = canvas.getContext("2d")
  pen.fillStyle = "#fff" // a JPEG has no glass
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })
}

// Each file of a form becomes a name in the body, and bytes that are sent in parts.
export async function photosOf(form) {
  const entries = []
  const files = []
  for (const [name, value] of form) {
    if (!(value instanceof File)) entries.push([name, value])
    else if (value.size) {
      const isPicture = value.type.startsWith("image/")
      const blob = isPicture ? await shrink(value) : value
      const bytes = await blob.arrayBuffer()
      const hash = await sha256(bytes)
      const photo = uuid7()
      const called = isPicture ? "photo.jpg" : value.name.replace(/[^\w.-]+/g, "-").slice(-60) || "file"
      const type = blob.type || "application/octet-stream"
      files.push({ field: name, photo, hash, size: blob.size, type, blob: new Blob([bytes], { type }) })
      entries.push([name, `photo:${photo}:${hash}:${type}:${called}`])
    }
  }
  return { entries, files }
}
