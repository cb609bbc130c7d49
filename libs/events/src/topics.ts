/** Every fact about a complaint, keyed by complaintId, kept for ever. */
export const COMPLAINTS = 'satupintu.complaints';
/** Versions of directory, policies, calendars; appointments. One partition. */
export const REFERENCE = 'satupintu.reference';
/** What every connected agency needs, together: CloudEvents of ids, codes and instants. */
export const DISPOSITIONS = 'satupintu.dispositions';
/** Facts that a consumer could not handle. */
export const PARKED = 'satupintu.parked';
/** What one connected agency needs: `satupintu.agency.gov.32.04`. */
export const agencyTopic = (organisation: string): string => `satupintu.agency.${organisation}`;
/** Partitions of `COMPLAINTS`. */
export const PARTITIONS = 12;
