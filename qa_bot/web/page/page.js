// Runs before textual.js, which looks for the address of the websocket when all is loaded.

document.getElementById("terminal").dataset.sessionWebsocketUrl = `${location.origin.replace(/^http/, "ws")}/ws`;

// The token is in a cookie by now: it need not stay where it is seen and bookmarked.
history.replaceState(null, "", location.pathname);

document.getElementById("restart").addEventListener("click", () => location.reload());
