import { useCallback, useEffect, useRef, useState } from "preact/hooks";

const stay = 6000;

/** A message that goes by itself. */
export function useToast(): { readonly message: string | null; show(message: string): void } {
  const [toast, setToast] = useState<{ readonly message: string } | null>(null);
  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), stay);
    return () => clearTimeout(timer);
  }, [toast]);
  return { message: toast?.message ?? null, show: useCallback((message) => setToast({ message }), []) };
}

/**
 * The place of the message: always there, so that a screen reader reads what appears in it. The message is a popover,
 * so that a sheet or dialog does not cover it.
 */
export function Toast({ message }: { readonly message: string | null }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (message !== null) box.current?.showPopover();
  }, [message]);
  return (
    <div role="status">
      {message !== null && (
        <p key={message} ref={box} class="toast" popover="manual">
          {message}
        </p>
      )}
    </div>
  );
}
