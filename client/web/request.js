// Emscripten's side of client/app/request.cpp: a request to this server, answered once; 0 when it was not reached.
/* global mergeInto, LibraryManager, Module, UTF8ToString, HEAPU8 */
mergeInto(LibraryManager.library, {
  bridge_request: function (ticket, methodAt, methodSize, pathAt, pathSize) {
    const method = UTF8ToString(methodAt, methodSize);
    const path = UTF8ToString(pathAt, pathSize);
    const answer = (status, bytes) => {
      const at = Module._app_answer_buffer(bytes.length);
      HEAPU8.set(bytes, at);
      Module._app_answered(ticket, status);
      Module.shell.requestFrame();
    };
    fetch(path, { method, credentials: "same-origin", cache: "no-store", redirect: "manual" })
      .then((response) => response.arrayBuffer().then((body) => answer(response.status, new Uint8Array(body))))
      .catch(() => answer(0, new Uint8Array(0)));
  },
});
