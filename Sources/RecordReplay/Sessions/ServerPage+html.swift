extension ServerPage {
  /// Texts from the server are put in by `textContent` alone.
  static let html = """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Tapedeck: {cassette}</title>
    <style>
      :root { color-scheme: light dark; --line: light-dark(#d8dbe0, #3a3f47); --soft: light-dark(#f5f6f8, #1f2329);
        --red: light-dark(#b3261e, #ff8a80); --green: light-dark(#1b6e3a, #7bd88f) }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
      code, pre { font: 14px/1.5 ui-monospace, monospace }
      pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem; white-space: pre-wrap;
        overflow-wrap: anywhere; user-select: all }
      td { overflow-wrap: anywhere } table { border-collapse: collapse; width: 100% }
      th, td { text-align: left; padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
      summary { cursor: pointer; padding: .2rem 0 } .miss { color: var(--red) } .fine { color: var(--green) }
      .dim { opacity: .7 } h1, code { overflow-wrap: anywhere } .more { white-space: pre-wrap; padding-left: 1rem; color: canvastext }
      #apis td:nth-child(-n+2), #apis span { white-space: nowrap }
      @media (max-width: 40rem) {
        #apis th { display: none } #apis td { display: block; border: 0; padding: 0 } #apis td:first-child { font-weight: bold }
        #apis td:last-child { padding-bottom: .7rem } #apis td:last-child::before { content: "in place of " }
        #apis td:nth-child(-n+2) { white-space: normal }
      }
    </style>
    <h1>Tapedeck serves {cassette}</h1>
    <p>{count} interactions. What was never recorded is answered with 599 and what differs from the closest one;
    nothing goes over the network.</p>
    <table id="apis"><tr><th>API<th>base URL<th>in place of
    {rows}
    </table>
    <h2>Lead a client here</h2>
    {settings}
    <h2>Sessions</h2>
    <table id="sessions"></table>
    <p id="state" class="dim"></p>
    <script>
      const row = (cells, tag = 'td') => {
        const line = document.createElement('tr')
        for (const [text, kind] of cells) {
          const cell = document.createElement(tag)
          cell.textContent = text
          if (kind) cell.className = kind
          line.append(cell)
        }
        return line
      }
      const read = async path => (await fetch('/_tapedeck/' + path)).json()
      const differences = ({ closest }) => !closest ? [] : [
        `closest: ${closest.interaction}`,
        ...closest.mismatches.map(one => `${one.pointer}: recorded ${one.recorded ?? 'nothing'}, received ${one.received ?? 'nothing'}`)
      ]
      const show = async () => {
        const { sessions } = await read('sessions')
        const lines = [row([['name'], ['requests'], ['misses'], ['unused']], 'th')]
        for (const one of sessions.slice(0, 100)) {
          lines.push(row([[one.name], [one.requests], [one.missCount, one.missCount ? 'miss' : 'fine'], [one.unusedCount]]))
          if (!one.missCount) continue
          const { misses } = await read('sessions/' + encodeURIComponent(one.name) + '/misses')
          for (const miss of misses.slice(-20)) {
            const line = row([[`${miss.reason}: ${miss.method} ${miss.url}`, 'miss']])
            const more = document.createElement('div')
            more.className = 'more dim'
            more.textContent = [...differences(miss), ...(miss.ways ?? [])].join('\\n')
            line.firstChild.colSpan = 4
            line.firstChild.append(more)
            lines.push(line)
          }
        }
        document.getElementById('sessions').replaceChildren(...lines)
      }
      const again = async () => {
        const state = document.getElementById('state')
        try { await show(); state.textContent = '' } catch { state.textContent = 'The server has ended.' }
        setTimeout(again, 2000)
      }
      again()
    </script>

    """
}
