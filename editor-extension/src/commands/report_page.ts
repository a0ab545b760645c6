// The report is a page of its own with its styles in it; here it may neither run nor fetch anything.

const kPolicy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

export function withPolicy(html: string): string {
  const page = html.replace(/<meta[^>]*http-equiv=["']?content-security-policy[^>]*>/gi, '');
  const head = /<head[^>]*>/i.exec(page);
  if (head === null) return `<!DOCTYPE html><html><head>${kPolicy}</head><body>${page}</body></html>`;
  const at = head.index + head[0].length;
  return page.slice(0, at) + kPolicy + page.slice(at);
}
