/** As in THE list. */
export const WECOM = 'wecom';
export const WECOM_ROBOT = 'wecom-robot';
