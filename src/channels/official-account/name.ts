/** As in THE list. */
export const OFFICIAL_ACCOUNT = 'official-account';
