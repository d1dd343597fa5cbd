/** Loads the page anew, unless the server is still gone: then what stands here is better than the browser's own page. */
export async function reload(): Promise<boolean> {
  const isBack = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);
  if (isBack) location.reload();
  return isBack;
}
