// A voice note recorded into a form: <voice-note> around a file field (kit/_voice_note.html).

const LONGEST_MS = 120_000

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
