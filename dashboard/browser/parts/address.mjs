// Writes the address of the view on pages where the day does not move in the browser.

/** `data.query` is the whole view as the server knows it; an equal address is left alone. */
export function mount({ data }) {
  const text = new URLSearchParams(data.query).toString().replaceAll("%2C", ",");
  const wanted = `${location.pathname}${text ? `?${text}` : ""}`;
  const write = () => {
    if (`${location.pathname}${location.search}` !== wanted) history.replaceState(history.state, "", wanted);
  };
  write();
}
