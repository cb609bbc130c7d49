export { attach, type Attaching, unknownAttachment } from './attach';
export {
  type Attachment,
  Attachments,
  type Belonging,
  mostBytes,
  tooLarge,
  type Uploaded,
} from './attachments';
export { attachmentsOf } from './attachments-of';
export { type AttachedBy, claimAttachments, usableAttachments } from './claim';
export { type AttachmentType, kindOf } from './kind';
