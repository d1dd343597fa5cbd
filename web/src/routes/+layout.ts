export const prerender = 'auto';
export const trailingSlash = 'never';
