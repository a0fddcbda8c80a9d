/** The mark of Gatehouse: an arch with its portcullis. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" />
    <path class="arch" d="M7 25V14a9 9 0 0 1 18 0v11" />
    <path class="bars" d="M12.5 25V15.2M16 25V13.6M19.5 25V15.2M7 19.5h18" />
  </svg>
);
