// The ten-second form: one tap fills it, a proposal is taken over, a voice note is recorded.

const BLANK = "…"
const LONGEST_MS = 120_000

const field = (name) => document.querySelector(`#ask-form [name="${name}"]`)

function put(name, value) {
  const input = field(name)
  if (!input || value === undefined || value === "") return
  input.value = value
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

function fill({ usual, text, department, priority, category }) {
  const said = field("text")
  said.value = text
  put("department", department)
  put("priority", priority)
  put("category", category)
  put("template", usual)
  const blank = text.indexOf(BLANK)
  said.focus()
  if (blank >= 0) said.setSelectionRange(blank, blank + BLANK.length)
  said.dispatchEvent(new Event("input", { bubbles: true }))
}

document.addEventListener("click", (event) => {
  const usual = event.target.closest("[data-usual]")
  if (usual && field("text")) {
    event.preventDefault()
    for (const chip of document.querySelectorAll("[data-usual]")) chip.classList.toggle("is-on", chip === usual)
    fill(usual.dataset)
    return
  }
  const taken = event.target.closest("[data-take-suggestion]")
  if (!taken) return
  put("department", taken.dataset.department)
  put("priority", taken.dataset.priority)
  if (taken.dataset.wanted) {
    put("wanted_at", taken.dataset.wanted)
    field("wanted_at").closest("details").open = true
  }
  taken.remove()
  field("department").focus()
})

// Records into the file field beside it; where that is not possible the file field stays as it is.
class VoiceNote extends HTMLElement {
  connectedCallback() {
    if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia || this.button) return
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.className = "nh-btn"
    this.button.textContent = this.dataset.start
    this.said = document.createElement("span")
    this.said.className = "nh-sub"
    this.said.setAttribute("role", "status")
    this.append(this.button, this.said)
    this.button.addEventListener("click", () => (this.recorder ? this.recorder.stop() : this.record()))
  }
  disconnectedCallback() {
    this.recorder?.stop()
  }
  async record() {
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch {
      this.said.textContent = this.dataset.refused
      return
    }
    const heard = []
    const recorder = new MediaRecorder(stream)
    recorder.addEventListener("dataavailable", ({ data }) => heard.push(data))
    recorder.addEventListener("stop", () => {
      clearTimeout(this.timer)
      for (const track of stream.getTracks()) track.stop()
      this.keep(new Blob(heard, { type: recorder.mimeType }))
    })
    recorder.start()
    this.recorder = recorder
    this.timer = setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST_MS)
    this.button.textContent = this.dataset.stop
    this.button.classList.add("is-danger")
    this.said.textContent = ""
  }
  keep(sound) {
    this.recorder = null
    this.button.textContent = this.dataset.again
    this.button.classList.remove("is-danger")
    const files = new DataTransfer()
    files.items.add(new File([sound], "voice", { type: sound.type }))
    this.querySelector('input[type="file"]').files = files.files
    this.said.textContent = `${this.dataset.kept} (${Math.ceil(sound.size / 1024)} kB)`
  }
}

customElements.define("voice-note", VoiceNote)
