// The house's one service worker, of every page: it is served as /service-worker.js, under no other name.
// What the phone can do without a network stands in a file of its own, whose address the server writes above this.

if (self.NARAHUBUNG?.keep) importScripts(self.NARAHUBUNG.keep)
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {}
  event.waitUntil(
    self.registration.showNotification("Narahubung", {
      body: told.text || "",
      lang: told.lang || "",
      tag: told.tag || "narahubung", // the same word sent again replaces itself
      data: { link: told.link || "/" },
    }),
  )
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const link = new URL(event.notification.data.link, self.location.origin)
  // Always a page of its own: another one that is open may hold a half-written form.
  if (link.origin === self.location.origin) event.waitUntil(self.clients.openWindow(link.href))
})
