/** From here on two complaints are shown as likely twins (ours; a person decides anyway). */
export const likely = 0.5;
