;;; emacs-driver.el --- What the journey of emacs.el is made of.  -*- lexical-binding: t -*-

;; Emacs runs in batch mode, where no command loop reads keys and nothing is ever idle:
;; what those would do by themselves is called here.  Nothing sleeps; whatever is awaited
;; has a limit.

(require 'cl-lib)

(setq make-backup-files nil
      create-lockfiles nil
      auto-save-default nil
      vc-follow-symlinks t)

(defconst whyspec-patience 15 "Seconds for any one answer.")

(defun whyspec-say (format &rest arguments)
  (princ (concat (apply #'format format arguments) "\n")))

(defun whyspec-check (condition what &optional seen)
  (unless condition (error "not as expected: %s %S" what (or seen "")))
  (whyspec-say "ok: %s" what)
  condition)

(defun whyspec-await (what condition)
  "Wait until CONDITION gives something, and return that."
  (let ((end (+ (float-time) whyspec-patience)) result)
    (while (and (not (setq result (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.02))
    (unless result (error "waited in vain: %s" what))
    (whyspec-say "ok: %s" what)
    result))

(defun whyspec-idle ()
  "As when the person pauses: the server is told of changes."
  (when (and (fboundp 'eglot-managed-p) (eglot-managed-p)) (eglot--signal-textDocument/didChange)))

(defun whyspec-open (path)
  "Visit PATH of the workspace as by \\[find-file], its modes and hooks included."
  (switch-to-buffer (find-file-noselect (expand-file-name path (getenv "WHYSPEC_WORKSPACE"))))
  (run-hooks 'post-command-hook)
  (current-buffer))

(defun whyspec-go-to (needle)
  (goto-char (point-min))
  (search-forward needle)
  (goto-char (match-beginning 0)))

(defun whyspec-text (&optional path)
  (with-current-buffer
      (if path (find-file-noselect (expand-file-name path (getenv "WHYSPEC_WORKSPACE"))) (current-buffer))
    (buffer-substring-no-properties (point-min) (point-max))))

(defun whyspec-visible (buffer)
  "The text of BUFFER as it is shown: without what its mode hides."
  (if (not (buffer-live-p buffer))
      ""
    (with-current-buffer buffer
      (font-lock-ensure)
      (cl-loop for place from (point-min) below (point-max)
               unless (invisible-p place) concat (string (char-after place))))))

(defun whyspec-has (text needle)
  (and text (string-match-p (regexp-quote needle) text) t))

(defun whyspec-diagnostic (needle)
  "The diagnostic whose text holds NEEDLE."
  (whyspec-idle)
  (flymake-start)
  (cl-find-if (lambda (diagnostic) (whyspec-has (flymake-diagnostic-text diagnostic) needle))
              (flymake-diagnostics)))

(defun whyspec-hover ()
  "What eldoc shows for the place."
  (whyspec-idle)
  (eldoc-print-current-symbol-info)
  (lambda () (whyspec-visible (get-buffer (or (car (cl-remove-if-not
                                                    (lambda (name) (string-match-p "\\*eldoc" name))
                                                    (mapcar #'buffer-name (buffer-list))))
                                              "*eldoc*")))))

(defun whyspec-choose-action (wanted)
  "Open the menu of code actions and choose the first that holds WANTED."
  (whyspec-idle)
  (let (offered)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt titles &rest _)
                 (setq offered (mapcar (lambda (title) (if (consp title) (car title) title)) titles))
                 (or (cl-find-if (lambda (title) (whyspec-has title wanted)) offered)
                     (error "The menu does not offer %S: %S" wanted offered))))
              (last-nonmenu-event ?a))   ; as from the keyboard, not from a menu
      (eglot-code-actions (line-beginning-position) (line-end-position) nil t))
    offered))

(defun whyspec-complete (wanted)
  "Complete at point, as `completion-at-point' and what stands on it do.
The first candidate that holds WANTED is accepted.  Returns all of them."
  (whyspec-idle)
  (pcase-let* ((`(,begin ,end ,table . ,properties) (run-hook-with-args-until-success
                                                     'completion-at-point-functions))
               (typed (buffer-substring begin end))
               (metadata (completion-metadata typed table nil))
               (all (completion-all-completions typed table nil (length typed) metadata))
               (last (last all))
               (chosen nil))
    (when last (setcdr last nil))       ; its cdr is a number
    (setq chosen (cl-find-if (lambda (candidate) (whyspec-has candidate wanted)) all))
    (when chosen
      (delete-region begin end)
      (insert chosen)
      (funcall (plist-get properties :exit-function) chosen 'finished))
    (mapcar #'substring-no-properties all)))

(defun whyspec-xref-text ()
  (let ((buffer (get-buffer "*xref*")))
    (and buffer (with-current-buffer buffer (buffer-substring-no-properties (point-min) (point-max))))))

(provide 'emacs-driver)
;;; emacs-driver.el ends here
