// Files go from the browser to the server, never through the program's memory; the program hears how far and the answer.

const SENDING = 1;
const DONE = 2;
const FAILED = 3;

/** Sends one file by POST; report(state, fraction, status, name, answer). */
export function upload(file, how, report) {
  if (how.max && file.size > Number(how.max)) {
    const sentence = `The file is larger than ${Math.round(Number(how.max) / 1e6)} MB. Choose a smaller one.`;
    report(FAILED, 0, 413, file.name, JSON.stringify({ message: sentence }));
    return;
  }
  const url = new URL(how.url, location.href);
  url.searchParams.set("name", file.name);
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("X-Requested-With", "assent");
  request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
  request.upload.onprogress = (event) => report(SENDING, event.lengthComputable ? event.loaded / event.total : 0, 0, file.name, "");
  request.onload = () => report(request.status >= 200 && request.status < 300 ? DONE : FAILED, 1, request.status, file.name, request.responseText);
  request.onerror = () => report(FAILED, 0, 0, file.name, "");
  request.onabort = request.onerror;
  report(SENDING, 0, 0, file.name, "");
  request.send(file);
}
