export const pageLanguages = ['en', 'zh'] as const;

export type PageLanguage = (typeof pageLanguages)[number];
