// Runs before textual.js, which looks for the address of the websocket when all is loaded.

document.getElementById("terminal").dataset.sessionWebsocketUrl = `${location.origin.replace(/^http/, "ws")}/ws`;

// The token is in a cookie by now: it need not stay where it is seen and bookmarked.
history.replaceState(null, "", location.pathname);

// What is typed goes to the interface, without a click first, as soon as that draws.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    observer.disconnect();
    document.querySelector(".xterm-helper-textarea").focus();
  }
}).observe(document.body, { attributeFilter: ["class"] });

document.getElementById("restart").addEventListener("click", () => location.reload());
