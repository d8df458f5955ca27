// Passkeys: shown where the browser can use them, and told in words when one was not used.
// They belong to a name: at an address of digits no browser makes one.
const named = !/^[\d.]+$|^\[/.test(location.hostname)
const usable = window.isSecureContext && named && "PublicKeyCredential" in window
for (const part of document.querySelectorAll(usable ? "[data-passkey]" : "[data-no-passkey]")) {
  part.hidden = false
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  const detail = document.getElementById("passkey-failed").textContent
  document.dispatchEvent(new CustomEvent("toast", { detail }))
})
