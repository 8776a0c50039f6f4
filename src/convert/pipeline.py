"""Samples with a step-aware network: every step runs the U-Net at the width that the strategy has for it.

    pipeline = DiffusionPipeline.from_pretrained(DIR, custom_pipeline=DIR, trust_remote_code=True)
    images = pipeline(batch_size=16, generator=torch.manual_seed(0)).images

`step_aware.json`, beside `unet/`, has the strategy, the scheduler that it was searched for, and the channels of each layer
at each width. `pipeline.strategy` may be replaced: a width for each step, the cleanest step first.
"""

import copy
import inspect
import json
from pathlib import Path
from typing import List, Optional, Union

import diffusers
import torch
from diffusers import DDPMScheduler, DiffusionPipeline, ImagePipelineOutput, SchedulerMixin, UNet2DModel
from diffusers.models.attention_processor import Attention
from diffusers.utils.torch_utils import randn_tensor

FULL_WIDTH = "8/8"


def narrow(unet: UNet2DModel, layers: dict) -> UNet2DModel:
    """A copy of the network at a width; `layers` has the channels of every layer at that width."""
    network = copy.deepcopy(unet)
    for name, layer in layers.items():
        module = network.get_submodule(name)
        parts = [torch.arange(start, start + count) for start, count in layer["inputs"]]
        inputs = torch.cat(parts).to(unet.device)
        outputs = layer["outputs"]
        if isinstance(module, torch.nn.GroupNorm):
            module.num_groups, module.num_channels = layer["groups"], outputs
            weight, bias = module.weight[inputs], module.bias[inputs]
        elif isinstance(module, torch.nn.Embedding):
            weight, bias = module.weight[:, :outputs], None
        else:
            weight, bias = module.weight[:outputs, inputs], module.bias[:outputs]
        module.weight = torch.nn.Parameter(weight.detach().clone())
        if bias is not None:
            module.bias = torch.nn.Parameter(bias.detach().clone())
    for module in network.modules():
        # Resampling asserts the number of its channels; attention splits them into heads.
        if hasattr(module, "channels") and isinstance(getattr(module, "conv", None), torch.nn.Conv2d):
            module.channels = module.conv.weight.shape[1]
        if isinstance(module, Attention):
            module.heads = module.to_q.weight.shape[0] // (unet.config.attention_head_dim or module.to_q.weight.shape[0])
    return network.eval()


class StepAwarePipeline(DiffusionPipeline):
    """Unconditional or class-conditional images from a U-Net and a strategy."""

    model_cpu_offload_seq = "unet"

    def __init__(self, unet: UNet2DModel, scheduler: SchedulerMixin):
        super().__init__()
        plan = json.loads((Path(unet.config._name_or_path).parent / "step_aware.json").read_text())
        if isinstance(scheduler, DDPMScheduler):
            # The folder's own: from it comes the one that the strategy was searched for.
            made = getattr(diffusers, plan["scheduler"]["class"])
            scheduler = made.from_config(scheduler.config, **plan["scheduler"]["settings"])
        self.register_modules(unet=unet, scheduler=scheduler)
        self.strategy: List[str] = plan["strategy"]
        self._plan = plan
        self._networks = {}

    def _network(self, width: str) -> UNet2DModel:
        if width == FULL_WIDTH:
            return self.unet
        key = (width, self.unet.device, self.unet.dtype)
        if key not in self._networks:
            if width not in self._plan["widths"]:
                raise ValueError(f"width {width} is not one of {[*self._plan['widths'], FULL_WIDTH]}")
            self._networks[key] = narrow(self.unet, self._plan["widths"][width])
        return self._networks[key]

    def _predict(self, width: str, image: torch.Tensor, t: torch.Tensor, labels: Optional[torch.Tensor]) -> torch.Tensor:
        network = self._network(width)
        output = network(image, t, class_labels=labels).sample
        guidance = self._plan["guidance"]
        if guidance == 1:
            return output
        nothing = torch.full_like(labels, self.unet.config.num_class_embeds - 1)
        without = network(image, t, class_labels=nothing).sample
        return without + guidance * (output - without)

    @torch.no_grad()
    def __call__(
        self,
        batch_size: int = 1,
        generator: Optional[Union[torch.Generator, List[torch.Generator]]] = None,
        class_labels: Optional[torch.Tensor] = None,
        latents: Optional[torch.Tensor] = None,
        num_inference_steps: Optional[int] = None,
        output_type: str = "pil",
        return_dict: bool = True,
    ) -> Union[ImagePipelineOutput, tuple]:
        """Samples `batch_size` images.

        `class_labels` [batch_size] are needed by a network with classes. `latents` [batch_size, channels, height, width] is
        standard normal noise to start from. `output_type`: `pil`, `np` ([batch_size, height, width, channels] in [0, 1]) or
        `pt` ([batch_size, channels, height, width] in [-1, 1]).
        """
        config = self.unet.config
        steps = len(self.strategy)
        if num_inference_steps not in (None, steps):
            raise ValueError(f"the strategy has {steps} steps, not {num_inference_steps}: set pipeline.strategy first")
        if (class_labels is None) != (config.num_class_embeds is None):
            raise ValueError("class_labels: a label for each image, where the network has classes")
        if class_labels is not None:
            class_labels = class_labels.to(self.device)
        custom = self._plan["timesteps"]
        if custom and len(custom) == steps:
            self.scheduler.set_timesteps(timesteps=custom)
        else:
            self.scheduler.set_timesteps(steps)
        timesteps = self.scheduler.timesteps
        # Heun's method evaluates the network twice in each step but the last.
        evaluations = 2 if steps > 1 and len(timesteps) == 2 * steps - 1 else 1
        if evaluations == 1 and len(timesteps) != steps:
            raise ValueError(f"the scheduler makes {len(timesteps)} evaluations for the {steps} steps of the strategy")
        known = inspect.signature(self.scheduler.step).parameters
        options = {**self._plan["step_options"], "generator": generator}
        options = {name: value for name, value in options.items() if name in known}
        shape = (batch_size, config.in_channels, config.sample_size, config.sample_size)
        if latents is None:
            latents = randn_tensor(shape, generator=generator, device=self.device, dtype=self.unet.dtype)
        elif latents.shape != shape:
            raise ValueError(f"latents are {list(latents.shape)}, not {list(shape)}")
        image = latents.to(self.device, self.unet.dtype) * self.scheduler.init_noise_sigma
        for index, t in enumerate(self.progress_bar(timesteps)):
            width = self.strategy[steps - 1 - index // evaluations]
            output = self._predict(width, self.scheduler.scale_model_input(image, t), t, class_labels)
            image = self.scheduler.step(output, t, image, **options).prev_sample
        if output_type != "pt":
            image = (image / 2 + 0.5).clamp(0, 1).cpu().permute(0, 2, 3, 1).float().numpy()
            image = self.numpy_to_pil(image) if output_type == "pil" else image
        return ImagePipelineOutput(images=image) if return_dict else (image,)
