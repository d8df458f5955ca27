// Shows the few words that arrive by web push, and opens the link when they are tapped.

self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {}
  event.waitUntil(
    self.registration.showNotification("Narahubung", {
      body: told.text || "",
      tag: told.tag || "narahubung", // the same word sent again replaces itself
      data: { link: told.link || "/" },
    }),
  )
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const link = new URL(event.notification.data.link, self.location.origin)
  if (link.origin === self.location.origin) event.waitUntil(self.clients.openWindow(link.href))
})
