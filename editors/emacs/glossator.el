;;; glossator.el --- Ghost text, docstrings and explanations by an open model  -*- lexical-binding: t; -*-

;; Author: The Glossator developers
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, tools, convenience
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Glossator is a language server that brings an open model into an editor.
;; This client of it uses eglot, and shows ghost text by overlays:
;;
;;   (require 'glossator)
;;   (glossator-setup '(python-mode python-ts-mode))
;;
;; `M-x eglot' then starts it.  TAB accepts the ghost text, M-f its next
;; word, C-e its line; C-g takes it away.  `M-x glossator-' and TAB lists
;; the commands.  The program `glossator' has to be on the PATH of Emacs.

;;; Code:

(require 'cl-lib)
(require 'eglot)

(defgroup glossator nil
  "Ghost text, docstrings and explanations by an open model."
  :group 'eglot)

(defcustom glossator-command '("glossator" "serve")
  "The program that serves, with its arguments."
  :type '(repeat string))

(defface glossator-ghost '((t :inherit shadow :slant italic))
  "Text that is suggested and not there yet.")

(defclass glossator-server (eglot-lsp-server)
  ((status :initform nil :accessor glossator--status))
  "The server, whose clients can do more than LSP knows of.")

(defvar-local glossator--overlay nil
  "The ghost text in this buffer; nil where there is none.")

(defvar-local glossator--seen nil
  "The state of the buffer and point after the last command.")

(defvar-local glossator--asked 0
  "Number of the newest request; an answer to an older one is stale.")

;;; The server.

;;;###autoload
(defun glossator-setup (modes)
  "Let eglot start Glossator in the major MODES, and show ghost text there."
  (add-to-list 'eglot-server-programs
               (cons modes (cons 'glossator-server glossator-command)))
  (add-hook 'eglot-managed-mode-hook #'glossator--managed))

(defun glossator--managed ()
  "Show ghost text in a buffer while Glossator manages it."
  (glossator-mode (if (glossator--server) 1 -1)))

(defun glossator--server ()
  "The server of this buffer; nil where it is none of ours."
  (let ((server (eglot-current-server)))
    (and (cl-typep server 'glossator-server) server)))

(defun glossator--needed ()
  "The server of this buffer, or an error that says what to do."
  (or (glossator--server)
      (user-error "Glossator does not run here; `M-x eglot' starts it")))

(cl-defmethod eglot-client-capabilities ((_server glossator-server))
  "What eglot can do, and inline completion."
  (let ((able (cl-call-next-method)))
    (plist-put able :textDocument
               (plist-put (plist-get able :textDocument)
                          :inlineCompletion '(:dynamicRegistration :json-false)))))

(cl-defmethod eglot-initialization-options ((_server glossator-server))
  "What LSP has no capability for."
  (append (list :client '(:growingSuggestions t :input t :status t :version "0.1.0"))
          (let ((others (cl-call-next-method)))
            (and (listp others) others))))

(cl-defmethod eglot-handle-notification
  ((server glossator-server) (_method (eql glossator/status)) &key state message
   &allow-other-keys)
  "Keep the STATE and its MESSAGE of SERVER."
  (setf (glossator--status server)
        (if (equal message "") state (format "%s: %s" state message)))
  (force-mode-line-update t))

(cl-defmethod eglot-handle-notification
  ((_server glossator-server) (_method (eql glossator/suggestionGrew)) &key uri)
  "Ask again in the buffer of URI: the server has more than it answered."
  (let ((buffer (find-buffer-visiting (eglot-uri-to-path uri))))
    (when (and buffer (eq buffer (window-buffer)))
      (with-current-buffer buffer (glossator--ask)))))

(cl-defmethod eglot-handle-request
  ((_server glossator-server) (_method (eql glossator/input)) &key title placeholder)
  "Let the user type a line for TITLE; PLACEHOLDER says what is wanted."
  (let ((typed (condition-case nil
                   (read-string (format-prompt (or placeholder title) nil))
                 (quit ""))))
    (if (string-blank-p typed) nil typed)))

;;; Ghost text.

(defvar-keymap glossator-ghost-map
  :doc "Keys while ghost text is shown."
  "TAB" #'glossator-accept
  "<tab>" #'glossator-accept
  "M-f" #'glossator-accept-word
  "C-e" #'glossator-accept-line
  "C-g" #'glossator-dismiss)

(define-minor-mode glossator--ghost-mode
  "Whether ghost text is shown, so that its keys are in force."
  :keymap glossator-ghost-map)

;;;###autoload
(define-minor-mode glossator-mode
  "Show ghost text in this buffer."
  :lighter (:eval (glossator--lighter))
  (if glossator-mode
      (progn
        (setq glossator--seen (glossator--now))
        (add-hook 'post-command-hook #'glossator--after-command nil t))
    (remove-hook 'post-command-hook #'glossator--after-command t)
    (glossator--clear)))

(defun glossator--lighter ()
  "What the mode line shows."
  (let* ((server (glossator--server))
         (status (and server (glossator--status server))))
    (if (or (null status) (equal status "ready")) " Ghost"
      (concat " Ghost:" (car (split-string status ":"))))))

(defun glossator--now ()
  "The state of the buffer, and point."
  (cons (buffer-chars-modified-tick) (point)))

(defun glossator--after-command ()
  "After a change ask for ghost text; after a movement take it away."
  (let ((before glossator--seen))
    (setq glossator--seen (glossator--now))
    (cond ((equal before glossator--seen))
          ((and (/= (car before) (car glossator--seen)) (not buffer-read-only))
           (unless (glossator--typed-along (- (point) (cdr before)))
             (glossator--clear))
           (glossator--ask))
          (t (glossator--clear)))))

(defun glossator--typed-along (count)
  "Whether the COUNT typed characters begin the ghost text; what is left stays."
  (when (and glossator--overlay (> count 0))
    (let* ((text (overlay-get glossator--overlay 'glossator-text))
           (typed (buffer-substring-no-properties (max (point-min) (- (point) count)) (point)))
           (end (overlay-end glossator--overlay)))
      (when (and (string-prefix-p typed text) (> (length text) count))
        (glossator--show (substring text count) (max end (point))
                         (overlay-get glossator--overlay 'glossator-command))
        t))))

(defun glossator--ask (&optional invoked)
  "Ask for ghost text at point; INVOKED says that the user wants it now."
  (let ((server (glossator--server))
        (buffer (current-buffer))
        (number (cl-incf glossator--asked))
        (now (glossator--now)))
    (when server
      ;; as eglot's own requests do: the server is to know the text that it is asked about
      (eglot--signal-textDocument/didChange)
      (jsonrpc-async-request
       server :textDocument/inlineCompletion
       (append (eglot--TextDocumentPositionParams)
               (list :context (list :triggerKind (if invoked 1 2))))
       :success-fn
       (lambda (found)
         (when (buffer-live-p buffer)
           (with-current-buffer buffer
             (when (and (= number glossator--asked) (equal now (glossator--now)))
               (glossator--answered found invoked)))))
       :error-fn #'ignore ; what is wrong comes as a message
       :timeout-fn #'ignore
       :timeout 60))))

(defun glossator--answered (found invoked)
  "Show the first item of FOUND; say that there is none where it was INVOKED."
  (let* ((items (if (vectorp found) found (plist-get found :items)))
         (item (and (> (length items) 0) (aref items 0))))
    (if (null item)
        (progn (glossator--clear)
               (when invoked (message "Glossator has no suggestion here")))
      (let* ((text (plist-get item :insertText))
             (text (if (stringp text) text (plist-get text :value)))
             (range (plist-get item :range))
             (region (and range (eglot-range-region range)))
             (begin (if region (car region) (point)))
             (end (if region (cdr region) (point)))
             (before (buffer-substring-no-properties begin (point))))
        (if (string-prefix-p before text)
            (glossator--show (substring text (length before)) end (plist-get item :command))
          (glossator--clear))))))

(defun glossator--show (text end command)
  "Show TEXT at point in place of what stands up to END.
COMMAND reports that it was accepted."
  (glossator--clear)
  (unless (string-empty-p text)
    (let ((overlay (make-overlay (point) end))
          (shown (propertize text 'face 'glossator-ghost)))
      (put-text-property 0 1 'cursor t shown) ; the cursor stays before it
      (overlay-put overlay 'after-string shown)
      (when (> end (point)) (overlay-put overlay 'invisible t))
      (overlay-put overlay 'glossator-text text)
      (overlay-put overlay 'glossator-command command)
      (setq glossator--overlay overlay)
      (glossator--ghost-mode 1))))

(defun glossator--clear ()
  "Take the ghost text away."
  (when glossator--overlay (delete-overlay glossator--overlay))
  (setq glossator--overlay nil)
  (when glossator--ghost-mode (glossator--ghost-mode -1)))

(defun glossator--take (length)
  "Put the first LENGTH characters of the ghost text into the buffer."
  (unless glossator--overlay (user-error "There is no ghost text"))
  (let* ((overlay glossator--overlay)
         (text (overlay-get overlay 'glossator-text))
         (command (overlay-get overlay 'glossator-command))
         (end (overlay-end overlay))
         (whole (>= length (length text))))
    (if (not whole)
        (let ((after (copy-marker end t)))
          (insert (substring text 0 length))
          (glossator--show (substring text length) (marker-position after) command))
      (glossator--clear)
      (delete-region (point) end)
      (insert text)
      (when command
        (glossator--execute (plist-get command :command) (plist-get command :arguments))))
    ;; what was taken is no typing: what is left of it stays, and nothing is asked for
    (setq glossator--seen (glossator--now))
    (when whole (glossator--ask))))

(defun glossator-accept ()
  "Accept the ghost text."
  (interactive "*")
  (glossator--take most-positive-fixnum))

(defun glossator-accept-word ()
  "Accept the next word of the ghost text."
  (interactive "*")
  (glossator--take (glossator--end-of "\\`\\W*\\w+")))

(defun glossator-accept-line ()
  "Accept the ghost text to the end of its line."
  (interactive "*")
  (glossator--take (glossator--end-of "\\`\n?[^\n]*")))

(defun glossator--end-of (pattern)
  "Where the match of PATTERN in the ghost text ends, else its own end."
  (let ((text (if glossator--overlay (overlay-get glossator--overlay 'glossator-text) "")))
    (if (string-match pattern text) (match-end 0) (length text))))

(defun glossator-dismiss ()
  "Take the ghost text away until the next key."
  (interactive)
  (cl-incf glossator--asked)
  (glossator--clear))

(defun glossator-suggest ()
  "Ask for ghost text at point now."
  (interactive "*")
  (glossator--needed)
  (glossator--ask t))

;;; Commands.

(defun glossator--execute (command arguments &optional then)
  "Have the server run COMMAND with ARGUMENTS, a vector.
Emacs goes on meanwhile; THEN is called with the answer."
  (eglot--signal-textDocument/didChange)
  (jsonrpc-async-request
   (glossator--needed) :workspace/executeCommand
   (list :command command :arguments arguments)
   :success-fn (or then #'ignore)
   :error-fn (lambda (failure) (message "Glossator: %s" (plist-get failure :message)))
   :timeout 600))

(defun glossator--place ()
  "The region, or point, as the commands take it."
  (append (glossator--document-identifier)
          (if (use-region-p)
              (list :range (list :start (eglot--pos-to-lsp-position (region-beginning))
                                 :end (eglot--pos-to-lsp-position (region-end))))
            (list :position (eglot--pos-to-lsp-position)))))

(defun glossator--document-identifier ()
  "The URI of this buffer, as the commands take it."
  (list :uri (plist-get (eglot--TextDocumentIdentifier) :uri)))

(defun glossator-explain ()
  "Explain the region, or what stands at point."
  (interactive)
  (glossator--execute "glossator.explain" (vector (glossator--place))))

(defun glossator-document ()
  "Write a docstring for what stands at point."
  (interactive "*")
  (glossator--execute "glossator.document" (vector (glossator--place))))

(defun glossator-document-all ()
  "Write docstrings for all in this buffer that has none."
  (interactive "*")
  (glossator--execute "glossator.documentAll" (vector (glossator--document-identifier))))

(defun glossator-edit (instruction)
  "Rewrite the region, or the definition at point, as INSTRUCTION says."
  (interactive "*sWhat should change? ")
  (glossator--execute "glossator.edit"
                      (vector (append (glossator--place) (list :instruction instruction)))))

(defun glossator-status ()
  "Say how the server is, and why the last request brought no ghost text."
  (interactive)
  (glossator--execute
   "glossator.status" []
   (lambda (found)
     (message "Glossator: %s"
              (string-join
               (seq-remove
                (lambda (each) (member each '(nil "")))
                (list (plist-get found :state) (plist-get found :message)
                      (plist-get found :codeModel) (plist-get found :lastSuggestion)
                      (plist-get found :limits)))
               "; ")))))

(provide 'glossator)
;;; glossator.el ends here
