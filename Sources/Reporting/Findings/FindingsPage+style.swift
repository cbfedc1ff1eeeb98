extension FindingsPage {
  /// All of it is here: a page names no font, picture or other file.
  static let style = """
    :root {
      --paper: #f6f7f9; --card: #fff; --ink: #1c2430; --soft: #5b6675; --line: #dde2e9; --code: #f0f2f5;
      --error: #c62f35; --error-paper: #fdeeee; --warning: #8f5b00; --warning-paper: #fdf3dc;
      --note: #2563b8; --note-paper: #e9f1fc; --good: #1d7a46; --good-paper: #e6f5ec;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #12161c; --card: #1a2028; --ink: #e4e9f0; --soft: #9aa6b5; --line: #2c3541; --code: #12171e;
        --error: #ff8a8a; --error-paper: #3d1f22; --warning: #f2bd5b; --warning-paper: #382b12;
        --note: #86b5f5; --note-paper: #1b2d47; --good: #6fd39b; --good-paper: #16341f;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
    }
    code, pre { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
    code { overflow-wrap: anywhere; unicode-bidi: isolate; }
    .page { max-width: 64rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
    .choice { position: fixed; top: 0; left: 0; opacity: 0; pointer-events: none; }
    .top { border-top: 4px solid var(--good); background: var(--card); border-radius: 10px; padding: 1.5rem;
      box-shadow: 0 1px 3px rgb(0 0 0 / 0.08); }
    .top.fails { border-top-color: var(--error); }
    .brand { margin: 0; color: var(--soft); font-size: 0.875rem; font-weight: 600; letter-spacing: 0.02em; }
    .brand span { font-weight: 400; }
    h1 { margin: 0.25rem 0 0; font-size: 1.75rem; line-height: 1.25; overflow-wrap: anywhere; }
    .verdict { margin: 0.5rem 0 0; font-size: 1.125rem; font-weight: 600; color: var(--good); }
    .fails .verdict { color: var(--error); }
    .extent { margin: 0.125rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
    .counts { display: grid; grid-template-columns: repeat(6, 1fr); gap: 0.75rem; margin: 1.25rem 0 0; }
    .count { display: flex; flex-direction: column-reverse; border-radius: 8px; padding: 0.625rem 0.875rem;
      background: var(--code); color: var(--ink); }
    .count dt { color: inherit; font-size: 0.8125rem; overflow-wrap: anywhere; }
    .count dd { margin: 0; font-size: 1.625rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
    .count.error { background: var(--error-paper); color: var(--error); }
    .count.warning { background: var(--warning-paper); color: var(--warning); }
    .count.note { background: var(--note-paper); color: var(--note); }
    .count.zero { background: var(--code); color: var(--soft); }
    .filter { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1.5rem 0 0; }
    .filter label { border: 1px solid var(--line); border-radius: 999px; background: var(--card); padding: 0.25rem 0.875rem;
      cursor: pointer; font-size: 0.9375rem; }
    .filter b { color: var(--soft); font-weight: 600; margin-left: 0.25rem; font-variant-numeric: tabular-nums; }
    #show-all:checked ~ .page [for=show-all], #show-error:checked ~ .page [for=show-error],
    #show-warning:checked ~ .page [for=show-warning], #show-note:checked ~ .page [for=show-note] {
      background: var(--ink); border-color: var(--ink); color: var(--card); }
    #show-all:checked ~ .page [for=show-all] b, #show-error:checked ~ .page [for=show-error] b,
    #show-warning:checked ~ .page [for=show-warning] b, #show-note:checked ~ .page [for=show-note] b { color: inherit; }
    .choice:focus-visible ~ .page .filter { outline: 2px solid var(--note); outline-offset: 6px; border-radius: 8px; }
    #show-error:checked ~ .page .cause:not(.error), #show-warning:checked ~ .page .cause:not(.warning),
    #show-note:checked ~ .page .cause:not(.note) { display: none; }
    .cause { margin: 1rem 0 0; background: var(--card); border-radius: 10px; padding: 1.125rem 1.5rem 1.25rem;
      border-left: 4px solid var(--tone); box-shadow: 0 1px 3px rgb(0 0 0 / 0.08); }
    .error { --tone: var(--error); --tone-paper: var(--error-paper); }
    .warning { --tone: var(--warning); --tone-paper: var(--warning-paper); }
    .note { --tone: var(--note); --tone-paper: var(--note-paper); }
    .kind { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 0; color: var(--soft); }
    .badge { background: var(--tone-paper); color: var(--tone); border-radius: 999px; padding: 0.0625rem 0.625rem;
      font-size: 0.8125rem; font-weight: 600; }
    .places { margin-left: auto; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
    h2 { margin: 0.5rem 0 0.75rem; font-size: 1.0625rem; font-weight: 600; line-height: 1.4; overflow-wrap: anywhere;
      unicode-bidi: isolate; }
    figure { margin: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    figcaption { padding: 0.375rem 0.75rem; color: var(--soft); }
    pre { margin: 0; padding: 0.625rem 0.75rem; overflow-x: auto; background: var(--code); border-top: 1px solid var(--line);
      tab-size: 2; }
    .line { color: var(--soft); user-select: none; margin-right: 0.5rem; }
    mark { background: var(--tone-paper); color: inherit; border-bottom: 2px solid var(--tone); padding-bottom: 1px; }
    .cause dl { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0.25rem 0.75rem; margin: 0.875rem 0 0;
      font-size: 0.9375rem; }
    .cause dt { color: var(--soft); }
    .cause dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
    summary { cursor: pointer; }
    .cause details { margin-top: 0.75rem; font-size: 0.9375rem; }
    .cause summary { color: var(--soft); }
    .cause ul { margin: 0.5rem 0 0; padding-left: 1.25rem; }
    .list { margin: 1rem 0 0; background: var(--card); border-radius: 10px; padding: 0.875rem 1.5rem;
      box-shadow: 0 1px 3px rgb(0 0 0 / 0.08); }
    .list summary { font-weight: 600; }
    .list summary b { color: var(--soft); margin-left: 0.25rem; }
    table { width: 100%; margin: 0.75rem 0 0.25rem; border-collapse: collapse; font-size: 0.9375rem; }
    th, td { padding: 0.375rem 1rem 0.375rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top;
      overflow-wrap: anywhere; }
    th { border: 0; color: var(--soft); font-weight: 500; white-space: nowrap; }
    td[data-name=Until] { white-space: nowrap; }
    .none { margin: 1rem 0 0; color: var(--soft); }
    footer { margin: 1.5rem 0 0; color: var(--soft); font-size: 0.9375rem; }
    @media (max-width: 40rem) {
      .page { padding: 1rem 0.75rem 2rem; }
      .top, .cause, .list { padding-left: 1rem; padding-right: 1rem; }
      h1 { font-size: 1.375rem; }
      .counts { grid-template-columns: repeat(3, 1fr); gap: 0.5rem; }
      .count { padding: 0.5rem 0.625rem; }
      .count dd { font-size: 1.375rem; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      .cause dl { display: block; }
      .cause dd { margin: 0 0 0.375rem; }
      thead { display: none; }
      tr { display: block; padding: 0.5rem 0; border-top: 1px solid var(--line); }
      td { display: block; border: 0; padding: 0.0625rem 0; }
      td:not(:empty)::before { content: attr(data-name) ": "; color: var(--soft); }
      td:empty { display: none; }
    }
    @media print {
      body { background: none; }
      .filter { display: none; }
      .top, .cause, .list { box-shadow: none; border: 1px solid var(--line); break-inside: avoid; }
    }
    """
}
